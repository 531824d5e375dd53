import { releaseGiver } from '#libs/contracts';
import { ANNA, DemoGateway, HOLDER, residence } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { PreviewWay, type Shown } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
let way: PreviewWay;
let stranger: string;
let consentId: string;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
  stranger = await gateway.inner.citizen(HOLDER);
  consentId = await gateway.chosenId();
});
afterAll(() => gateway.inner.stop());

const rowOf = async (id: string) =>
  (await gateway.inner.pool.query<Record<string, unknown>>('select * from preview where id = $1', [id]))
    .rows[0];
const age = (id: string): Promise<unknown> =>
  gateway.inner.pool.query('update preview set expires_at = clock_timestamp() where id = $1', [id]);

describe('a decision on a preview', () => {
  it('to use it gives a release that the authority alone can open, the same again', async () => {
    const shown = await way.shown(consentId);
    const first = await way.use(shown);
    const again = await way.use(shown);
    expect([first.status, again.body]).toEqual([200, first.body]);
    const opened = await way.open(first.body['release'] as string);
    expect(opened).toEqual({
      releaseId: expect.stringMatching(/^[\w-]{43}$/),
      giver: releaseGiver(opened['releaseId'] as string, gateway.inner.citizenSub(ANNA)),
      previewId: shown.id,
      purpose: residence.purpose,
      evidenceType: residence.evidenceType,
    });
    expect((await way.decline(shown)).body.code).toBe('preview-decided');
    await age(shown.id);
    expect((await way.use(shown)).body.code).toBe('preview-expired');
  });

  it('to decline it leaves nothing of it, and names the other way', async () => {
    const shown = await way.shown(consentId);
    const declined = await way.decline(shown);
    expect(declined.body).toEqual({ id: shown.id, otherWays: ['ENTER_IT', 'BRING_PAPER'] });
    expect((await way.decline(shown)).body).toEqual(declined.body);
    expect(await rowOf(shown.id)).toMatchObject({
      state: 'DECLINED',
      digest: null,
      sealed: null,
      envelope: null,
    });
    const { status, body } = await way.use(shown);
    expect([status, body.code]).toEqual([409, 'preview-decided']);
  });

  it('takes the key of this very preview', async () => {
    const [one, other] = [await way.shown(consentId), await way.shown(consentId)];
    const { status, body } = await way.use({ id: one.id, key: other.key });
    expect([status, body.code]).toEqual([403, 'preview-key-wrong']);
    expect(await rowOf(one.id)).toMatchObject({ state: 'OPEN', release_hash: null });
  });

  it('is nobody else’s, and not to be told from one of a preview that is none', async () => {
    const shown = await way.shown(consentId);
    const none: Shown = { ...shown, id: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' };
    const answers = [
      await way.use(shown, stranger),
      await way.use(none),
      await way.decline(shown, stranger),
      await way.decline({ ...none, id: 'no-id' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code, body.detail])).toEqual(
      answers.map(() => [404, 'preview-unknown', 'You have no preview with this id.']),
    );
  });

  it('is nobody else’s at the same moment either', async () => {
    const shown = await way.shown(consentId);
    const answers = await Promise.all(
      [stranger, gateway.anna, stranger].map((token) => way.use(shown, token)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 200, 404]);
  });

  it('comes in time', async () => {
    const shown = await way.shown(consentId);
    await age(shown.id);
    for (const late of [await way.use(shown), await way.decline(shown)])
      expect([late.status, late.body.code]).toEqual([410, 'preview-expired']);
  });

  it('takes a login of the purpose’s level to use it, and any to decline it', async () => {
    const low = await gateway.inner.citizen(ANNA, 'low');
    const shown = await way.shown(consentId);
    expect((await way.use(shown, low)).body.code).toBe('assurance-too-low');
    expect((await way.decline(shown, low)).status).toBe(200);
  });
});

describe('what does not belong together', () => {
  const problemOf = ({ status, body }: Answer) => [status, body.code];
  const late = (id: string, column: string): Promise<unknown> =>
    gateway.inner.pool.query(
      `update preview set ${column} = clock_timestamp() - interval '11 minutes' where id = $1`,
      [id],
    );
  const released = async () => {
    const shown = await way.shown(consentId);
    const { body } = await way.use(shown);
    return { ...shown, releaseId: (await way.open(body['release'] as string))['releaseId'] as string };
  };
  afterEach(() => gateway.calmRegisters());

  it('has a problem of its own each: changed, swapped, another citizen, fetched again late, another authority, expired', async () => {
    const [fetched, foreign, expired, changed] = [
      await released(),
      await released(),
      await released(),
      await released(),
    ];
    const [one, other] = [await way.shown(consentId), await way.shown(consentId)];
    const [first, theirs] = [await way.take(fetched.releaseId, 'k'), await way.use(one, stranger)];
    await late(fetched.id, 'taken_at');
    await late(expired.id, 'expires_at');
    gateway.inner.registers.residents.behaviour = (permit) => {
      const answer = evidenceFor(permit);
      return answer.status === 'EVIDENCE' ? { ...answer, evidence: { familyName: 'other' } } : answer;
    };
    const answers = {
      changed: await way.take(changed.releaseId),
      swapped: await way.use({ id: one.id, key: other.key }),
      citizen: theirs,
      late: await way.take(fetched.releaseId, 'k'),
      authority: await way.take(foreign.releaseId, 'k', gateway.housing),
      expired: await way.take(expired.releaseId),
    };
    expect(first.status).toBe(200);
    expect(Object.values(answers).map(problemOf)).toEqual([
      [409, 'release-changed'],
      [403, 'preview-key-wrong'],
      [404, 'preview-unknown'],
      [409, 'release-taken'],
      [404, 'release-unknown'],
      [410, 'release-expired'],
    ]);
    expect(JSON.stringify(Object.values(answers).map(({ body }) => body))).not.toMatch(/"other"|"value"/);
  });

  it('in the database itself leads to nobody’s evidence: what two releases hold exchanged', async () => {
    const [one, other] = [await released(), await released()];
    await gateway.inner.pool.query(
      `update preview p set sealed = o.sealed, digest = o.digest
       from preview o where (p.id, o.id) in (($1, $2), ($2, $1))`,
      [one.id, other.id],
    );
    const before = gateway.inner.registers.residents.permits.length;
    const answer = await way.take(other.releaseId);
    expect(problemOf(answer)).toEqual([404, 'release-unknown']);
    expect(gateway.inner.registers.residents.permits).toHaveLength(before);
  });
});
