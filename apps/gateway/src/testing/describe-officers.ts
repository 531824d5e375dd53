import type { RepresentationVerdict } from '#libs/contracts';
import { ANNA, type DemoGateway } from './demo-gateway.ts';
import { PreviewWay, type Shown } from './preview-way.ts';
import type { Answer } from './test-gateway.ts';

const euid = 'DEP2305.HRB990201';
const notice = {
  authority: 'gewerbeamt-hannover',
  purpose: 'trade-notice',
  evidenceType: 'business.trade-notice.v1',
};
const officer = { as: 'OFFICER', by: { idnr: ANNA, birthDate: '1988-04-17' }, company: { euid } };
const alone: RepresentationVerdict = { answer: 'ALONE', open: true };

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
  const trail = (actingFor: object = officer) =>
    stand().inner.call(stand().anna, 'POST', '/v1/represented/disclosures', { actingFor });
  const acting = () => ({ as: 'OFFICER', by: stand().inner.citizenSub(ANNA) });

  beforeAll(async () => {
    way = await PreviewWay.of(stand(), await stand().inner.machine('trade-office', notice.authority));
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

  it('is told that two must act, where the register says so', async () => {
    say({ answer: 'JOINTLY', open: true });
    const said = await Promise.all([choose(), trail()]);
    expect(said.map(codeOf)).toEqual(said.map(() => [403, 'representation-joint']));
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
