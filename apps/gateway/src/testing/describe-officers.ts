import type { RepresentationVerdict } from '#libs/contracts';
import { ANNA, type DemoGateway } from './demo-gateway.ts';
import { describeJointOfficers } from './describe-joint-officers.ts';
import { PreviewWay, type Shown } from './preview-way.ts';
import type { Answer } from './test-gateway.ts';

/** Of the test range. */
const SECOND = '02471038561';
const euid = 'DEP2305.HRB990201';
const notice = {
  authority: 'gewerbeamt-hannover',
  purpose: 'trade-notice',
  evidenceType: 'business.trade-notice.v1',
};
const officer = { as: 'OFFICER', by: { idnr: ANNA, birthDate: '1988-04-17' }, company: { euid } };
const alone: RepresentationVerdict = { answer: 'ALONE', open: true };
const jointly: RepresentationVerdict = { answer: 'JOINTLY', open: true, entry: 'e'.repeat(43), beside: true };

const shownIn = ({ body }: Answer) => (body['previews'] as (Shown & Record<string, unknown>)[])[0]!;
const codeOf = ({ status, body }: Answer) => [status, body.code];

/** What holds of an officer who acts for a company, at a gateway whose registers answer as they are told. */
export function describeOfficers(stand: () => DemoGateway): void {
  const registers = () => stand().inner.registers;
  const say = (verdict: RepresentationVerdict) => void (registers().business.represented = verdict);
  const choose = (change: object = {}) =>
    stand().choose({ ...notice, subject: { euid }, actingFor: officer, ...change });
  const itemOf = (consentId: unknown, subject: object = { euid }) => ({
    evidenceType: notice.evidenceType,
    subject,
    consentId,
  });
  let way: PreviewWay;
  const preview = (item: object, actingFor: object = officer) => {
    const { authority, purpose } = notice;
    return way.preview([item], { authority, purpose, actingFor });
  };
  const trail = (actingFor: object = officer, token = stand().anna) =>
    stand().inner.call(token, 'POST', '/v1/represented/disclosures', { actingFor });
  const acting = () => ({ as: 'OFFICER', by: stand().inner.citizenSub(ANNA) });

  beforeAll(async () => {
    way = await PreviewWay.of(
      stand(),
      await stand().inner.machine('procedures-gewerbeamt-hannover', notice.authority),
    );
  });
  beforeEach(() => {
    registers().business.representations.length = 0;
    say(alone);
  });

  it('chooses, sees, uses and has it taken, judged each time by marks alone, and both are named', async () => {
    const given = await choose();
    expect(given.body).toMatchObject({ acting: acting(), receipt: { acting: acting() } });
    const seen = shownIn(await preview(itemOf(given.body['id'])));
    const release = await way.open((await way.use(seen)).body['release'] as string);
    expect((await way.take(release['releaseId'] as string)).status).toBe(200);
    const asked = registers().business.representations;
    const { self: by } = registers().residents.marks;
    const question = { ask: 'COMPANY', subjectKind: 'euid', subject: euid, by };
    expect(asked).toMatchObject(Array.from({ length: 4 }, () => question));
    expect(new Set(asked.map(({ key }) => key)).size).toBe(4);
    expect(JSON.stringify(asked)).not.toMatch(new RegExp(`${ANNA}|${officer.by.birthDate}`));
    const disclosures = (await trail()).body['disclosures'] as readonly Record<string, unknown>[];
    expect(disclosures.slice(0, 2)).toMatchObject([
      { stage: 'RELEASE', acting: acting(), authority: { id: notice.authority } },
      { stage: 'PREVIEW', acting: acting() },
    ]);
    const own = await stand().inner.call(stand().anna, 'GET', '/v1/me/disclosures?limit=50');
    expect(JSON.stringify(own.body)).not.toContain((disclosures[0]!['acting'] as { for: string }).for);
  });

  it('is refused alike as a stranger, for an unknown company or one that ended, and by a doubt; nothing is read', async () => {
    const { id } = (await choose()).body;
    registers().business.permits.length = 0;
    const answers: unknown[] = [];
    for (const answer of ['NO', 'DOUBT'] as const) {
      say({ answer, open: false });
      const said = await Promise.all([choose(), preview(itemOf(id)), trail()]);
      answers.push(said.map(({ status, body: { traceId: _, ...body } }) => ({ status, body })));
    }
    const refused = { status: 403, body: { code: 'representation-refused' } };
    expect(answers[0]).toMatchObject([refused, refused, refused]);
    expect(answers[1]).toEqual(answers[0]);
    expect(registers().business.permits).toEqual([]);
  });

  describe('with another officer', () => {
    const second = { ...officer, by: { idnr: SECOND, birthDate: '1979-01-02' } };
    let other: string;
    beforeAll(async () => {
      other = await stand().inner.citizen(SECOND);
    });
    beforeEach(() => say(jointly));
    const confirm = ({ body }: Answer) => {
      const { id, authority, purpose, evidenceType, fields, noticeSha256 } = body as Record<string, unknown>;
      const named = { authority, purpose, evidenceType, fields, noticeSha256 };
      const at = `/v1/consents/${String(id)}/confirmation`;
      return stand().inner.call(other, 'POST', at, { actingFor: second, ...named });
    };

    it('reads nothing before that one’s own click, and both are named from then on', async () => {
      registers().business.permits.length = 0;
      const given = await choose();
      expect(given.body).toMatchObject({ state: 'PAUSED', awaitsSecond: true, acting: acting() });
      const lasts = Date.parse(given.body['validUntil'] as string) - Date.now();
      expect(lasts).toBeLessThanOrEqual(86_400_000);
      expect(shownIn(await preview(itemOf(given.body['id'])))).toMatchObject({
        problem: { code: 'representation-joint' },
      });
      expect(registers().business.permits).toEqual([]);
      const both = { ...acting(), with: stand().inner.citizenSub(SECOND) };
      expect((await confirm(given)).body).toMatchObject({ state: 'ACTIVE', acting: both });
      expect((await confirm(given)).body).toMatchObject({ state: 'ACTIVE', acting: both });
      const seen = shownIn(await preview(itemOf(given.body['id'])));
      const release = await way.open((await way.use(seen)).body['release'] as string);
      expect((await way.take(release['releaseId'] as string)).status).toBe(200);
      say(alone);
      const disclosures = (await trail(second, other)).body['disclosures'] as readonly object[];
      expect(disclosures.slice(0, 2)).toMatchObject([
        { stage: 'RELEASE', acting: both, authority: { id: notice.authority } },
        { stage: 'PREVIEW', acting: both },
      ]);
    });

    it('is the only one who wakes what waits', async () => {
      const id = (await choose()).body['id'] as string;
      const resumed = await stand().inner.call(stand().anna, 'POST', `/v1/consents/${id}/resumption`);
      expect(codeOf(resumed)).toEqual([404, 'consent-unknown']);
      const wake = `update consent set paused_at = null where id = '${id}'`;
      await expect(stand().inner.pool.query(wake)).rejects.toThrow('consent_jointly_check');
    });

    describeJointOfficers(() => ({ gateway: stand(), choose, officer, say }));

    it('acts on a choice of both alone, which either ends', async () => {
      say(alone);
      const own = await choose();
      say(jointly);
      expect(shownIn(await preview(itemOf(own.body['id'])))).toMatchObject({
        problem: { code: 'representation-joint' },
      });
      expect(codeOf(await trail())).toEqual([403, 'representation-joint']);
      const given = await choose();
      await confirm(given);
      const withdrawal = `/v1/consents/${given.body['id'] as string}/withdrawal`;
      expect((await stand().inner.call(other, 'POST', withdrawal)).status).toBe(200);
      expect(codeOf(await confirm(await choose()))).toEqual([200, undefined]);
      expect((await confirm(given)).body).toMatchObject({ state: 'WITHDRAWN' });
    });
  });

  it('neither uses nor has taken what they saw before they left the company', async () => {
    const { id } = (await choose()).body;
    const seen = shownIn(await preview(itemOf(id)));
    const other = shownIn(await preview(itemOf(id)));
    const used = await way.open((await way.use(other)).body['release'] as string);
    say({ answer: 'NO', open: false });
    expect(codeOf(await way.use(seen))).toEqual([403, 'representation-refused']);
    expect(codeOf(await way.take(used['releaseId'] as string))).toEqual([409, 'release-changed']);
  });

  it('acts for that company alone, and names it', async () => {
    const { id } = (await choose()).body;
    const foreign = shownIn(await preview(itemOf(id, { euid: 'DEP2305.HRB990202' })));
    expect(foreign).toMatchObject({ problem: { code: 'subject-foreign' } });
    const another = await choose({ subject: { euid: 'DEP2305.HRB990202' } });
    const person = await choose({ evidenceType: 'residents.trade-notice.v1', subject: undefined });
    expect([another, person].map(codeOf)).toEqual([
      [400, 'subject-kind-unsuitable'],
      [400, 'subject-kind-unsuitable'],
    ]);
    const { company: _, ...nobody } = officer;
    const both = { ...officer, for: officer.by };
    const wrong = { ...officer, company: { euid: 'DE1' } };
    const pointers = await Promise.all([nobody, both, wrong].map((actingFor) => choose({ actingFor })));
    expect(pointers.map(({ body }) => body['errors'])).toMatchObject([
      [{ pointer: '/actingFor/company' }],
      [{ pointer: '/actingFor/for' }],
      [{ pointer: '/actingFor/company/euid' }],
    ]);
  });
}
