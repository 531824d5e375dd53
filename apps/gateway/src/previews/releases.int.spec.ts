import { releaseGiver } from '#libs/contracts';
import { ANNA, DemoGateway, residence } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
let way: PreviewWay;
let consentId: string;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
});
afterAll(() => gateway.inner.stop());
beforeEach(async () => {
  gateway.calmRegisters();
  consentId = await gateway.chosenId();
});

const codeOf = ({ status, body }: Answer) => [status, body.code];
const ok = [200, undefined];
const sql = (text: string, values: unknown[] = []) =>
  gateway.inner.pool.query<Record<string, unknown>>(text, values);
const shift = (column: 'expires_at' | 'taken_at', ago: string): Promise<unknown> =>
  sql(`update preview set ${column} = clock_timestamp() - interval '${ago}' where consent_id = $1`, [
    consentId,
  ]);
const stateOf = async (): Promise<unknown> =>
  (await sql('select state from preview where consent_id = $1', [consentId])).rows[0]?.['state'];
const withdraw = () => gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${consentId}/withdrawal`);
const residents = () => gateway.inner.registers.residents;
/** The register answers with another value from now on. */
const change = (): void => {
  residents().behaviour = (permit) => {
    const answer = evidenceFor(permit);
    return answer.status === 'EVIDENCE'
      ? { ...answer, evidence: { ...answer.evidence, familyName: 'other' } }
      : answer;
  };
};

describe('a release', () => {
  it('is answered like a lookup, as the second part of one story', async () => {
    const releaseId = await way.released(consentId);
    const { status, body } = await way.take(releaseId, 'k');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'EVIDENCE',
      evidence: { familyName: 'value' },
      basis: { kind: 'CHOICE', consentId },
      previewId: expect.any(String),
      purpose: 'resident-parking-permit',
      giver: releaseGiver(releaseId, gateway.inner.citizenSub(ANNA)),
    });
    expect(body).not.toHaveProperty('givenFor');
    const citizen = gateway.inner.citizenSub(ANNA);
    expect(await gateway.decisionOf(body.lookupId)).toMatchObject({
      stage: 'RELEASE',
      preview: body['previewId'],
      client_id: 'parking-hannover',
      citizen,
      status: 'EVIDENCE',
      released: expect.any(Number),
    });
    expect(residents().permits.map(({ decisionId }) => decisionId)).toEqual([
      body['previewId'],
      body.lookupId,
    ]);
    expect(residents().permits[1]).toMatchObject({ subject: ANNA, birthDate: '1985-04-12', citizen });
    const trail = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=2');
    expect(trail.body['disclosures']).toEqual([
      expect.objectContaining({ stage: 'RELEASE', recipient: 'AUTHORITY', previewId: body['previewId'] }),
      expect.objectContaining({ stage: 'PREVIEW', recipient: 'PERSON', previewId: body['previewId'] }),
    ]);
  });

  it('is repeated for ten minutes under its key: decided and read anew, and one use', async () => {
    consentId = await gateway.chosenId({ maxUses: 1 });
    const releaseId = await way.released(consentId);
    const [first, again] = [await way.take(releaseId, 'k'), await way.take(releaseId, 'k')];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.lookupId).not.toBe(first.body.lookupId);
    expect((await sql('select uses from consent where id = $1', [consentId])).rows).toEqual([{ uses: 1 }]);
    expect(codeOf(await way.take(releaseId, 'other'))).toEqual([409, 'release-taken']);
    await shift('taken_at', '11 minutes');
    expect(codeOf(await way.take(releaseId, 'k'))).toEqual([409, 'release-taken']);
  });

  it('is refused when the choice was withdrawn, before it is taken and before it is repeated', async () => {
    const [one, other] = [await way.released(consentId), await way.released(consentId)];
    expect(codeOf(await way.take(one, 'k'))).toEqual(ok);
    await withdraw();
    for (const answer of [await way.take(one, 'k'), await way.take(other, 'k')]) {
      expect(codeOf(answer)).toEqual([403, 'consent-withdrawn']);
      expect(await gateway.decisionOf(answer.body.lookupId)).toMatchObject({
        stage: 'RELEASE',
        refusal: 'consent-withdrawn',
      });
    }
  });

  it('is closed when the register no longer answers what was seen, and nothing leaves', async () => {
    const releaseId = await way.released(consentId);
    change();
    const changed = await way.take(releaseId);
    expect(codeOf(changed)).toEqual([409, 'release-changed']);
    expect(JSON.stringify(changed.body)).not.toContain('other');
    expect(await gateway.decisionOf(changed.body.lookupId)).toMatchObject({ status: 'CHANGED' });
    const trail = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(trail.body['disclosures']).toEqual([expect.objectContaining({ outcome: 'CHANGED' })]);
    gateway.calmRegisters();
    expect(codeOf(await way.take(releaseId))).toEqual([409, 'release-changed']);
    expect(residents().permits).toEqual([]);
  });

  it('is closed likewise when the register has nothing to show any more', async () => {
    const releaseId = await way.released(consentId);
    residents().behaviour = ({ decisionId }) => ({ decisionId, status: 'NO_EVIDENCE', concerns: [] });
    expect(codeOf(await way.take(releaseId))).toEqual([409, 'release-changed']);
  });

  it('is not repeated when the register answers something else by then', async () => {
    const releaseId = await way.released(consentId);
    await way.take(releaseId, 'k');
    change();
    expect(codeOf(await way.take(releaseId, 'k'))).toEqual([409, 'release-changed']);
  });

  it('whose register is silent is not taken, its use spent once, and tried again', async () => {
    consentId = await gateway.chosenId({ maxUses: 1 });
    const releaseId = await way.released(consentId);
    residents().behaviour = () => undefined;
    for (const key of ['one', 'two'])
      expect(codeOf(await way.take(releaseId, key))).toEqual([503, 'register-unavailable']);
    expect(await stateOf()).toBe('RELEASED');
    gateway.calmRegisters();
    expect(codeOf(await way.take(releaseId, 'three'))).toEqual(ok);
    expect((await sql('select uses from consent where id = $1', [consentId])).rows).toEqual([{ uses: 1 }]);
  });

  it('comes in time', async () => {
    const releaseId = await way.released(consentId);
    await shift('expires_at', '1 second');
    expect(codeOf(await way.take(releaseId))).toEqual([410, 'release-expired']);
  });

  it('is no other authority’s, nor one that is none, nor a preview that nobody used', async () => {
    const releaseId = await way.released(consentId);
    const { key } = await way.shown(consentId);
    const answers = [
      await way.take(releaseId, 'k', gateway.housing),
      await way.take('A'.repeat(43)),
      await way.take(key),
    ];
    for (const { status, body } of answers)
      expect([status, body.code, body.detail]).toEqual([
        404,
        'release-unknown',
        'There is no release with this id for your authority.',
      ]);
    expect(codeOf(await way.take(releaseId))).toEqual(ok);
  });

  it('takes an idempotency key, and a client’s token', async () => {
    const body = { releaseId: await way.released(consentId) };
    const bare = await gateway.inner.call(gateway.parking, 'POST', '/v1/releases', body);
    expect(codeOf(bare)).toEqual([400, 'idempotency-key-missing']);
    expect(codeOf(await way.take(body.releaseId, 'k', gateway.anna))).toEqual([403, 'scope-missing']);
  });
});

describe('the list of releases', () => {
  it('holds what waits for the authority, newest first, page by page, and no id', async () => {
    const releaseId = await way.released(consentId);
    await way.released(consentId);
    const list = (query: string, token = gateway.parking) =>
      gateway.inner.call(token, 'GET', `/v1/releases${query}`);
    const first = (await list('?limit=1')).body;
    const second = (await list(`?limit=1&after=${first['next'] as string}`)).body;
    const [entry] = second['releases'] as Record<string, string>[];
    expect(entry).toMatchObject({
      evidenceType: residence.evidenceType,
      purpose: residence.purpose,
      expiresAt: expect.any(String),
    });
    expect((await way.open(entry!['release']!))['releaseId']).toBe(releaseId);
    expect(JSON.stringify(second)).not.toContain(releaseId);
    await way.take(releaseId);
    expect(JSON.stringify((await list('')).body)).not.toContain(entry!['id']);
    expect((await list('', gateway.housing)).body['releases']).toEqual([]);
  });
});
