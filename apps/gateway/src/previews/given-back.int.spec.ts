import { aDecisionRequest } from '../lookups/decision.builder.ts';
import { type DecisionRequest, DecisionStore } from '../lookups/decision.store.ts';
import { DemoGateway } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
let way: PreviewWay;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const DAY_S = 86_400;
/** The register answers with another value from now on. */
const change = (): void => {
  gateway.inner.registers.residents.behaviour = (permit) => {
    const answer = evidenceFor(permit);
    return answer.status === 'EVIDENCE'
      ? { ...answer, evidence: { ...answer.evidence, familyName: 'other' } }
      : answer;
  };
};
const recordOf = async (id: string) =>
  (
    await gateway.inner.pool.query<{ uses: number; waits: boolean | null }>(
      'select uses, next_use_at > now() as waits from consent where id = $1',
      [id],
    )
  ).rows[0];
/** As one more fetch of a release under this record does that found it waiting, and is decided on only now. */
const decideAgain = async (consentId: string) => {
  const { rows } = await gateway.inner.pool.query<DecisionRequest>(
    `select authority, purpose, evidence_type as "evidenceType", array_to_string(fields, ' ') as "fieldList", subject, citizen,
      grant_id as "grantId", consent_id as "consentId", policy_revision as revision,
      json_build_object('stage', stage, 'preview', preview, 'actedBy', acted_by, 'actingAs', acting_as) as staged
    from decision where consent_id = $1 and stage = 'RELEASE' order by id limit 1`,
    [consentId],
  );
  return gateway.inner.app.get(DecisionStore).submit(aDecisionRequest(rows[0]));
};
const codeOf = ({ body }: Answer): string => body.code ?? String(body.status);

describe('a use', () => {
  it('is given back where the register answers something else, so that the same choice serves a new preview', async () => {
    const consentId = await gateway.chosenId({ maxUses: 1 });
    const releaseId = await way.released(consentId);
    change();
    expect(codeOf(await way.take(releaseId))).toBe('release-changed');
    expect(await recordOf(consentId)).toEqual({ uses: 0, waits: null });
    expect(codeOf(await way.take(releaseId))).toBe('release-changed');
    expect(codeOf(await way.take(await way.released(consentId)))).toBe('EVIDENCE');
    expect(await recordOf(consentId)).toEqual({ uses: 1, waits: null });
  });

  it('is given back once, however many take the release at once', async () => {
    const consentId = await gateway.chosenId({ maxUses: 9 });
    const [kept, lost] = [await way.released(consentId), await way.released(consentId)];
    await way.take(kept);
    change();
    const codes = await Promise.all(Array.from({ length: 30 }, async () => codeOf(await way.take(lost))));
    expect(new Set(codes)).toEqual(new Set(['release-changed']));
    expect(await recordOf(consentId)).toEqual({ uses: 1, waits: null });
  });

  it('that was given back is not spent by a fetch that was decided on too late', async () => {
    const consentId = await gateway.chosenId({ maxUses: 1, minIntervalS: DAY_S });
    const releaseId = await way.released(consentId);
    change();
    expect(codeOf(await way.take(releaseId))).toBe('release-changed');
    expect(await decideAgain(consentId)).toMatchObject({ refusal: null });
    expect(await recordOf(consentId)).toEqual({ uses: 0, waits: null });
  });

  it('stays spent where the authority had the answer before', async () => {
    const consentId = await gateway.chosenId({ maxUses: 1 });
    const releaseId = await way.released(consentId);
    await way.take(releaseId, 'k');
    change();
    expect(codeOf(await way.take(releaseId, 'k'))).toBe('release-changed');
    expect(await recordOf(consentId)).toEqual({ uses: 1, waits: null });
  });

  it('is counted for what left alone, where some of many releases taken at once no longer fit', async () => {
    const consentId = await gateway.chosenId({ maxUses: 100 });
    const releases = await Promise.all(Array.from({ length: 40 }, () => way.released(consentId)));
    let asked = 0;
    gateway.inner.registers.residents.behaviour = (permit) => {
      asked += 1;
      return asked % 2 === 0
        ? evidenceFor(permit)
        : { decisionId: permit.decisionId, status: 'NO_EVIDENCE', concerns: [] };
    };
    const codes = await Promise.all(releases.map(async (each) => codeOf(await way.take(each))));
    expect(codes.filter((code) => code === 'release-changed')).toHaveLength(20);
    expect(codes.filter((code) => code === 'EVIDENCE')).toHaveLength(20);
    expect(await recordOf(consentId)).toEqual({ uses: 20, waits: null });
  });
});

describe('the interval of a record', () => {
  it('holds back the next release, which waits, and neither its repetition nor a preview', async () => {
    const consentId = await gateway.chosenId({ minIntervalS: DAY_S });
    const [one, other] = [await way.released(consentId), await way.released(consentId)];
    expect(codeOf(await way.take(one, 'k'))).toBe('EVIDENCE');
    const refused = await way.take(other);
    expect([refused.status, codeOf(refused)]).toEqual([429, 'consent-too-soon']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(DAY_S - 600);
    expect(codeOf(await way.take(one, 'k'))).toBe('EVIDENCE');
    await way.shown(consentId);
    const { body } = await gateway.inner.call(gateway.anna, 'GET', `/v1/consents/${consentId}`);
    expect(body).toMatchObject({ minIntervalS: DAY_S, nextUseAt: expect.any(String) });
    await gateway.inner.pool.query(`update consent set next_use_at = now() where id = $1`, [consentId]);
    expect(codeOf(await way.take(other))).toBe('EVIDENCE');
  });

  it('begins anew where nothing left', async () => {
    const consentId = await gateway.chosenId({ minIntervalS: DAY_S });
    const [one, other] = [await way.released(consentId), await way.released(consentId)];
    change();
    expect(codeOf(await way.take(one))).toBe('release-changed');
    expect(await recordOf(consentId)).toEqual({ uses: 0, waits: null });
    gateway.calmRegisters();
    expect(codeOf(await way.take(other))).toBe('EVIDENCE');
    expect(await recordOf(consentId)).toEqual({ uses: 1, waits: true });
  });

  it('of several releases taken at once lets one pass', async () => {
    const consentId = await gateway.chosenId({ minIntervalS: DAY_S });
    const releases = await Promise.all(Array.from({ length: 20 }, () => way.released(consentId)));
    const codes = await Promise.all(releases.map(async (each) => codeOf(await way.take(each))));
    expect(codes.filter((code) => code === 'EVIDENCE')).toHaveLength(1);
    expect(codes.filter((code) => code === 'consent-too-soon')).toHaveLength(19);
  });
});
