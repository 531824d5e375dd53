import { releaseGiver, type RepresentationVerdict } from '#libs/contracts';
import { ANNA, DemoGateway, residence } from '../testing/demo-gateway.ts';
import { describeOfficers } from '../testing/describe-officers.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { BEN } from '../testing/follower.ts';
import { PreviewWay, type Shown } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

const DAY_MS = 86_400_000;
const bornInDaysOf18 = (days: number): string => {
  const day = new Date(Date.now() + days * DAY_MS);
  // No text is put together, as a 29 February may be none.
  return new Date(day.setUTCFullYear(day.getUTCFullYear() - 18)).toISOString().slice(0, 10);
};
const CHILD = BEN;
/** Of the test range. */
const FATHER = '02471038561';
const birthDate = '2017-06-21';
const yes: RepresentationVerdict = { answer: 'ALONE', open: true };
const no: RepresentationVerdict = { answer: 'NO', open: false };

let gateway: DemoGateway;
let way: PreviewWay;
let father: string;
let child: string;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
  father = await gateway.inner.citizen(FATHER);
  child = await gateway.inner.citizen(CHILD);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => {
  gateway.calmRegisters();
  register().representations.length = 0;
  register().represented = yes;
});

const register = () => gateway.inner.registers.residents;
const parentOf = (idnr: string, born = birthDate) => ({
  as: 'PARENT',
  by: { idnr, birthDate: '1988-04-17' },
  for: { idnr: CHILD, birthDate: born },
});
const mother = parentOf(ANNA);
const names = { by: () => gateway.inner.citizenSub(ANNA), for: () => gateway.inner.citizenSub(CHILD) };
const acting = () => ({ as: 'PARENT', by: names.by(), for: names.for() });

const give = (actingFor: object = mother, token = gateway.anna) => gateway.choose({ actingFor }, token);
async function consentId(actingFor: object = mother, token = gateway.anna): Promise<string> {
  return (await give(actingFor, token)).body['id'] as string;
}
const itemOf = (id: string) => ({
  evidenceType: residence.evidenceType,
  subject: { idnr: CHILD, birthDate },
  consentId: id,
});
const shownIn = ({ body }: Answer) => (body['previews'] as (Shown & Record<string, unknown>)[])[0]!;
const preview = (id: string, actingFor: object = mother, token = gateway.anna) =>
  way.preview([itemOf(id)], { actingFor }, token);
const shown = async () => shownIn(await preview(await consentId()));
const problem = ({ status, body: { traceId: _, ...body } }: Answer) => ({ status, body });
const trailOf = async (actingFor: object, token: string) => {
  const answer = await gateway.inner.call(token, 'POST', '/v1/represented/disclosures', { actingFor });
  return answer.body['disclosures'] as Record<string, unknown>[];
};

describe('a parent for a child', () => {
  it('chooses, sees, uses and has it taken, judged by the register each time, and both are named', async () => {
    const given = await give();
    expect(given.body).toMatchObject({ acting: acting(), receipt: { acting: acting() } });
    const seen = shownIn(await preview(given.body['id'] as string));
    expect(seen).toMatchObject({ status: 'EVIDENCE' });
    expect(register().permits).toEqual([expect.objectContaining({ subject: CHILD, citizen: names.for() })]);
    const release = await way.open((await way.use(seen)).body['release'] as string);
    const releaseId = release['releaseId'] as string;
    expect(await way.take(releaseId)).toMatchObject({
      status: 200,
      body: {
        giver: releaseGiver(releaseId, names.by()),
        givenFor: releaseGiver(releaseId, names.for()),
      },
    });
    expect(register().representations.map(({ ask }) => ask)).toEqual(
      Array.from({ length: 4 }, () => ['PERSON', 'CHILD']).flat(),
    );
    expect(new Set(register().representations.map(({ key }) => key)).size).toBe(4);
    const { body } = await gateway.inner.call(child, 'GET', '/v1/me/disclosures?limit=2');
    expect(body['disclosures']).toMatchObject([
      { stage: 'RELEASE', acting: acting() },
      { stage: 'PREVIEW', acting: acting() },
    ]);
    const own = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=50');
    expect(JSON.stringify(own.body)).not.toContain(names.for());
  });

  it('leaves standing what the other one gave, and ends nothing of it once they are no parent', async () => {
    const own = await consentId();
    const used = await way.open((await way.use(shownIn(await preview(own)))).body['release'] as string);
    const theirs = await consentId(parentOf(FATHER), father);
    expect((await way.take(used['releaseId'] as string)).status).toBe(200);
    register().represented = { answer: 'NO', open: false };
    const at = (what: string) => gateway.inner.call(father, 'POST', `/v1/consents/${theirs}/${what}`);
    expect([await at('pause'), await at('withdrawal')].map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await gateway.inner.call(gateway.anna, 'GET', `/v1/consents/${own}`);
    expect(body['state']).toBe('ACTIVE');
  });

  it('is refused alike for a stranger, somebody unknown and a doubt, and no record is read', async () => {
    const standing = await consentId();
    const answers: unknown[] = [];
    for (const answer of ['NO', 'DOUBT', 'JOINTLY'] as const) {
      register().represented = { answer, open: false };
      const said = await Promise.all([give(), preview(standing), trailOf(mother, gateway.anna)]);
      answers.push([problem(said[0]), problem(said[1]), said[2]]);
    }
    expect(answers[0]).toMatchObject([
      { status: 403, body: { code: 'representation-refused' } },
      { status: 403, body: { code: 'representation-refused' } },
      undefined,
    ]);
    expect(answers.slice(1)).toEqual([answers[0], answers[0]]);
    expect(register().permits).toEqual([]);
  });

  it('neither uses nor has taken what they saw before the child came of age', async () => {
    const seen = await shown();
    const used = await way.open((await way.use(await shown())).body['release'] as string);
    register().represented = no;
    expect(problem(await way.use(seen))).toMatchObject({ status: 403 });
    const taken = await way.take(used['releaseId'] as string);
    expect([taken.status, taken.body.code]).toEqual([409, 'release-changed']);
    register().represented = yes;
    expect((await way.take(used['releaseId'] as string)).status).toBe(200);
  });

  it('acts by their own number, at level high, in their own previews', async () => {
    const foreign = await give(parentOf(FATHER));
    expect([foreign.status, foreign.body.code]).toEqual([403, 'subject-foreign']);
    const low = await give(mother, await gateway.inner.citizen(ANNA, 'substantial'));
    expect([low.status, low.body.code]).toEqual([401, 'assurance-too-low']);
    const herself = await give({ ...mother, for: { idnr: ANNA, birthDate: '1988-04-17' } });
    expect(herself.body.code).toBe('representation-refused');
    const wrong = await give({ ...mother, for: { idnr: '01234567813', birthDate } });
    expect(wrong.body).toMatchObject({ errors: [{ pointer: '/actingFor/for/idnr' }] });
    const seen = await shown();
    for (const token of [father, child])
      expect((await way.use(seen, token)).body.code).toBe('preview-unknown');
    expect((await way.decline(seen, father)).body.code).toBe('preview-unknown');
    expect((await way.decline(seen)).status).toBe(200);
    const id = await consentId();
    const own = { ...itemOf(id), subject: residence.subject };
    expect(shownIn(await way.preview([own], { actingFor: mother }))).toMatchObject({
      problem: { code: 'subject-foreign' },
    });
  });

  it('gives choices that end with the minority, which they may withdraw, and the child has for itself', async () => {
    const born = bornInDaysOf18(5);
    const { body } = await give(parentOf(ANNA, born));
    const birthday = born.replace(/^\d+/, (year) => String(Number(year) + 18));
    expect(body['validUntil']).toBe(new Date(Date.parse(birthday) - 2 * 3_600_000).toISOString());
    const at = `/v1/consents/${body['id'] as string}`;
    expect((await gateway.inner.call(gateway.anna, 'GET', at)).status).toBe(200);
    expect((await gateway.inner.call(child, 'GET', at)).body).toMatchObject({ acting: acting() });
    expect((await gateway.inner.call(father, 'GET', at)).body.code).toBe('consent-unknown');
    const { noticeSha256 } = body;
    const renewed = await gateway.inner.call(gateway.anna, 'POST', `${at}/renewal`, { noticeSha256 });
    expect(renewed.body.code).toBe('consent-unknown');
    expect((await gateway.inner.call(gateway.anna, 'POST', `${at}/withdrawal`)).status).toBe(200);
    const consent = await gateway.choose({ actingFor: mother, kind: 'CONSENT' });
    expect(consent.status).toBeGreaterThanOrEqual(400);
  });

  it('sees what they did themselves, and of the other one, without a lock, all but the recipient', async () => {
    const { id } = await shown();
    register().behaviour = (permit) => evidenceFor(permit);
    const theirs = await trailOf(parentOf(FATHER), father);
    expect(theirs[0]).toMatchObject({ lookupId: id, acting: acting() });
    for (const member of ['authority', 'basis', 'caseReference', 'previewId'])
      expect(theirs[0]).not.toHaveProperty(member);
    register().represented = { answer: 'ALONE', open: false };
    expect(await trailOf(parentOf(FATHER), father)).toEqual([]);
    expect((await trailOf(mother, gateway.anna))[0]).toMatchObject({
      lookupId: id,
      authority: { id: 'strassenverkehr-hannover' },
    });
  });

  it('is told that the register cannot be reached, and nothing else', async () => {
    register().isAway = true;
    const { status, body } = await give();
    register().isAway = false;
    expect([status, body.code]).toEqual([503, 'register-unavailable']);
  });
});

describe('an officer for a company', () => {
  describeOfficers(() => gateway);
});
