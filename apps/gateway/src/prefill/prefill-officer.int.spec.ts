import { releaseGiver, type RepresentationVerdict } from '#libs/contracts';
import { formsFolder, loadForms } from '#libs/forms';
import { ANNA, DemoGateway } from '../testing/demo-gateway.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';
import { fieldsOf, sourcesOf } from './testing/prefill-stand.ts';

/** Of the test range. */
const SECOND = '02471038561';
const euid = 'DEP2305.HRB990201';
const [PERSON, COMPANY] = ['residents.trade-notice.v1', 'business.trade-notice.v1'] as const;
const { version } = loadForms(formsFolder).get('trade-notice')!;
const notice = { authority: 'gewerbeamt-hannover', purpose: 'trade-notice' };
const anna = { idnr: ANNA, birthDate: '1988-04-17' };
const actingFor = { as: 'OFFICER', by: anna, company: { euid } };
interface Chosen {
  readonly id: string;
  readonly fields: readonly string[];
  readonly noticeSha256: string;
}

const alone: RepresentationVerdict = { answer: 'ALONE', open: true };

let gateway: DemoGateway;
let way: PreviewWay;
let hashes: readonly string[];
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  const office = await gateway.inner.machine('procedures-gewerbeamt-hannover', notice.authority);
  way = await PreviewWay.of(gateway, office);
  const shown = await Promise.all(
    [PERSON, COMPANY].map((evidenceType) => gateway.notice({ ...notice, evidenceType })),
  );
  hashes = shown.map(({ body }) => body['sha256'] as string);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => {
  gateway.calmRegisters();
  say(alone);
});

const jointly: RepresentationVerdict = {
  answer: 'JOINTLY',
  open: true,
  entry: 'e'.repeat(43),
  beside: true,
};
const say = (verdict: RepresentationVerdict) => void (gateway.inner.registers.business.represented = verdict);
const filled = (company: object = { noticeSha256: hashes[1] }, person: object = anna): Promise<Answer> =>
  gateway.inner.call(gateway.anna, 'POST', '/v1/prefill', {
    ...{ form: 'trade-notice', version, actingFor },
    subjects: [
      { name: 'applicant', subject: person },
      { name: 'company', subject: { euid } },
    ],
    sources: [
      { evidenceType: PERSON, noticeSha256: hashes[0] },
      { evidenceType: COMPANY, ...company },
    ],
  });
const statusesOf = (answer: Answer, type: string) => [
  ...new Set(
    fieldsOf(answer)
      .filter(({ evidenceType }) => evidenceType === type)
      .map(({ status }) => status),
  ),
];
const taken = async (answer: Answer, place: number) => {
  const used = await way.use(sourcesOf(answer)[place]!);
  const { releaseId } = await way.open(used.body['release'] as string);
  return { releaseId: releaseId as string, ...(await way.take(releaseId as string)) };
};

describe('a form that an officer fills for the company', () => {
  it('has the fields about themself from the residents register, on their own choice, and the company’s from its own', async () => {
    const answer = await filled();
    expect([statusesOf(answer, PERSON), statusesOf(answer, COMPANY)]).toEqual([['PREFILLED'], ['PREFILLED']]);
    const own = gateway.inner.citizenSub(ANNA);
    const { residents, business } = gateway.inner.registers;
    expect(residents.permits).toEqual([expect.objectContaining({ subject: ANNA, citizen: own })]);
    expect(business.permits).toEqual([expect.objectContaining({ subject: euid })]);
    const decided = await Promise.all(sourcesOf(answer).map(({ id }) => gateway.decisionOf(id)));
    expect(decided).toMatchObject([
      { acting_as: 'ONESELF', acted_by: own, citizen: own },
      { acting_as: 'OFFICER', acted_by: own },
    ]);
    const person = await taken(answer, 0);
    expect(person).toMatchObject({ status: 200, body: { giver: releaseGiver(person.releaseId, own) } });
    for (const member of ['givenFor', 'givenAs']) expect(person.body).not.toHaveProperty(member);
    const company = await taken(answer, 1);
    expect(company.body).toMatchObject({ giver: releaseGiver(company.releaseId, own), givenAs: 'OFFICER' });
    expect(company.body).not.toHaveProperty('isGivenJointly');
  });

  it('is filled with the choice of two, and the authority is told that there were two, and not who', async () => {
    say(jointly);
    const chosen = await gateway.choose({ ...notice, evidenceType: COMPANY, subject: { euid }, actingFor });
    const { id, fields, noticeSha256 } = chosen.body as unknown as Chosen;
    const other = await gateway.inner.citizen(SECOND);
    const by = { idnr: SECOND, birthDate: '1979-01-02' };
    const named = { ...notice, evidenceType: COMPANY, fields, noticeSha256 };
    const confirmation = { actingFor: { ...actingFor, by }, ...named };
    await gateway.inner.call(other, 'POST', `/v1/consents/${id}/confirmation`, confirmation);
    const answer = await filled({ consentId: id });
    expect([statusesOf(answer, PERSON), statusesOf(answer, COMPANY)]).toEqual([['PREFILLED'], ['PREFILLED']]);
    const { body } = await taken(answer, 1);
    expect(body).toMatchObject({ givenAs: 'OFFICER', isGivenJointly: true });
    expect(JSON.stringify(body)).not.toContain(gateway.inner.citizenSub(SECOND));
    expect((await taken(answer, 0)).body).not.toHaveProperty('isGivenJointly');
  });

  it.each<[string, RepresentationVerdict, string]>([
    ['a stranger', { answer: 'NO', open: false }, 'representation-refused'],
    ['one of two', jointly, 'representation-joint'],
  ])('still has their own fields where they are %s to the company', async (_story, verdict, code) => {
    const standing = (
      await gateway.choose({ ...notice, evidenceType: COMPANY, subject: { euid }, actingFor })
    ).body['id'];
    say(verdict);
    for (const company of [{ noticeSha256: hashes[1] }, { consentId: standing }]) {
      const answer = await filled(company);
      expect([answer.status, statusesOf(answer, PERSON)]).toEqual([200, ['PREFILLED']]);
      expect(sourcesOf(answer)[1]).toMatchObject({ status: 'PROBLEM', problem: { code } });
    }
    expect(gateway.inner.registers.business.permits).toEqual([]);
  });

  it('is about the officer alone: nobody else’s record is read on it', async () => {
    const answer = await filled(undefined, { idnr: SECOND, birthDate: '1979-01-02' });
    expect(sourcesOf(answer)[0]).toMatchObject({ problem: { code: 'subject-foreign' } });
    expect(gateway.inner.registers.residents.permits).toEqual([]);
  });

  it('still has their own fields where the register of the company is away', async () => {
    const standing = (
      await gateway.choose({ ...notice, evidenceType: COMPANY, subject: { euid }, actingFor })
    ).body['id'];
    gateway.inner.registers.business.isAway = true;
    const answer = await filled({ consentId: standing });
    gateway.inner.registers.business.isAway = false;
    expect([statusesOf(answer, PERSON), statusesOf(answer, COMPANY)]).toEqual([
      ['PREFILLED'],
      ['UNAVAILABLE'],
    ]);
  });
});
