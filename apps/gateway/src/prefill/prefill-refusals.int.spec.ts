import { eventually } from '#libs/test-kit';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, vehicle } from '../testing/demo-gateway.ts';
import { BEN } from '../testing/follower.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';
import {
  fieldsOf,
  prefillPolicy,
  PrefillStand,
  sourcesOf,
  statuses,
  subjects,
  telling,
  types,
} from './testing/prefill-stand.ts';

let stand: PrefillStand;
beforeAll(async () => {
  stand = await PrefillStand.start();
  await PreviewWay.of(stand.gateway);
});
afterAll(() => stand.gateway.inner.stop());
beforeEach(() => stand.gateway.calmRegisters());

const decisions = async () => (await stand.gateway.inner.pool.query('select from decision')).rows.length;

describe('what is not known', () => {
  it('is asked of the applicant where a source is declined, and its register is not asked', async () => {
    const [first, , third] = stand.chosen;
    const answer = await stand.filled({
      sources: [first, { evidenceType: types[1] }, third],
      subjects: [subjects[2], subjects[0]],
    });
    expect(statuses(answer)[4]).toBe('ASK_APPLICANT');
    expect(sourcesOf(answer)[1]).toEqual({
      evidenceType: types[1],
      status: 'DECLINED',
      otherWays: ['ENTER_IT', 'BRING_PAPER'],
    });
    expect(stand.permits()).toEqual([1, 0, 1]);
    expect(statuses(await stand.filled({ sources: [], subjects: [] }))).toEqual(
      Array(7).fill('ASK_APPLICANT'),
    );
  });

  it('is NO_EVIDENCE for whatever reason, and NOT_ON_FILE in a record that was found', async () => {
    const { residents, business } = stand.gateway.inner.registers;
    residents.behaviour = ({ decisionId }) => ({ decisionId, status: 'NO_EVIDENCE', concerns: [] });
    business.behaviour = telling({ legalName: null, seat: { place: 'Hannover' }, status: 'DELETED' });
    const answer = await stand.filled();
    const none = { evidenceType: types[0], register: 'residents', status: 'NO_EVIDENCE' };
    expect(fieldsOf(answer).slice(2, 4)).toEqual(
      ['familyName', 'street'].map((field) => ({ field, ...none })),
    );
    // A company that ended is a record that was found; the evidence says that it ended.
    expect(fieldsOf(answer).slice(5)).toMatchObject([
      { field: 'employer', status: 'NOT_ON_FILE', register: 'business' },
      { field: 'employerPlace', status: 'PREFILLED', value: 'Hannover' },
    ]);
    expect(sourcesOf(answer)[2]).toMatchObject({ evidence: { status: 'DELETED' } });
  });

  it('is UNAVAILABLE where one register is silent, and the others fill their fields', async () => {
    stand.gateway.inner.registers.vehicles.isAway = true;
    const answer = await stand.filled();
    stand.gateway.inner.registers.vehicles.isAway = false;
    expect(statuses(answer)).toEqual([
      'ASK_APPLICANT',
      'ASK_APPLICANT',
      'PREFILLED',
      'PREFILLED',
      'UNAVAILABLE',
      'PREFILLED',
      'PREFILLED',
    ]);
    expect(fieldsOf(answer)[4]).toEqual({
      field: 'keeper',
      status: 'UNAVAILABLE',
      evidenceType: types[1],
      register: 'vehicles',
      problem: 'register-unavailable',
    });
    expect(sourcesOf(answer)[1]).toMatchObject({ status: 'PROBLEM', otherWays: ['ENTER_IT', 'BRING_PAPER'] });
  });

  it('is REFUSED where a text, a choice or a subject does not fit, and nothing of it is asked', async () => {
    const [, second, third] = stand.chosen;
    const car = await stand.gateway.chosenId(vehicle);
    const answers = [
      await stand.filled({
        sources: [{ evidenceType: types[0], noticeSha256: '0'.repeat(64) }, second, third],
      }),
      await stand.filled({ sources: [{ evidenceType: types[0], consentId: car }, second] }),
      await stand.filled({
        subjects: [{ name: 'applicant', subject: { idnr: BEN, birthDate: '1985-04-12' } }],
        sources: [stand.chosen[0]],
      }),
    ];
    expect(answers.map((each) => [statuses(each)[2], sourcesOf(each)[0]!.problem!.code])).toEqual([
      ['REFUSED', 'notice-mismatch'],
      ['REFUSED', 'consent-foreign'],
      ['REFUSED', 'subject-foreign'],
    ]);
    expect([statuses(answers[0]!)[4], stand.permits()]).toEqual(['PREFILLED', [0, 2, 1]]);
  });
});

describe('what is wrong with the request', () => {
  it.each<[string, object, number, string, string | undefined]>([
    ['a form that nobody knows', { form: 'dog-licence' }, 404, 'form-unknown', undefined],
    ['another version', { version: 1 }, 409, 'form-version-changed', undefined],
    ['no version', { version: '2' }, 400, 'request-invalid', '/version'],
    [
      'a source of another form',
      { sources: [{ evidenceType: 'residents.address.v1' }] },
      400,
      'request-invalid',
      '/sources/0/evidenceType',
    ],
    [
      'a source twice',
      { sources: [{ evidenceType: types[0] }, { evidenceType: types[0] }] },
      400,
      'request-invalid',
      '/sources/1/evidenceType',
    ],
    [
      'a text and a choice',
      { sources: [{ evidenceType: types[0], consentId: 'c', noticeSha256: '0'.repeat(64) }] },
      400,
      'request-invalid',
      '/sources/0/consentId',
    ],
    [
      'a subject that the form does not name',
      { subjects: [{ name: 'dog', subject: vehicle.subject }] },
      400,
      'request-invalid',
      '/subjects/0/name',
    ],
    ['no subject for a source', { subjects: [] }, 400, 'request-invalid', '/subjects'],
    [
      'a number that is none',
      { subjects: [{ name: 'applicant', subject: { idnr: '01234567813' } }] },
      400,
      'check-digit-wrong',
      '/subjects/0/subject/idnr',
    ],
    ['a member more', { answers: {} }, 400, 'member-unknown', '/answers'],
  ])('is told for %s, and nothing is asked or chosen', async (_story, change, status, code, pointer) => {
    const before = [await decisions(), (await stand.choices()).length];
    const { status: answered, body } = await stand.filled(change);
    expect([answered, body.code, body.errors?.[0]?.pointer]).toEqual([status, code, pointer]);
    expect([await decisions(), (await stand.choices()).length]).toEqual(before);
  });

  it('is the level of the login, its scope, or a key', async () => {
    const before = (await stand.choices()).length;
    expect((await stand.filled({}, await stand.gateway.inner.citizen(ANNA, 'low'))).body.code).toBe(
      'assurance-too-low',
    );
    expect((await stand.choices()).length).toBe(before);
    expect((await stand.filled({}, stand.gateway.parking)).body.code).toBe('scope-missing');
    const key = { 'idempotency-key': 'k' };
    const keyed = await stand.gateway.inner.call(stand.gateway.anna, 'POST', '/v1/prefill', {}, key);
    expect(keyed.body.code).toBe('idempotency-key-refused');
  });
});

it('a form that a grant no longer allows is not there, from the change of the policy on', async () => {
  const { migratorUrl } = stand.gateway.inner.database;
  const grants = prefillPolicy.grants.filter(({ id }) => id !== 'hannover-parking-employer');
  await applyPolicy(migratorUrl, { ...prefillPolicy, grants });
  expect((await stand.filled()).body.code).toBe('form-unknown');
  await applyPolicy(migratorUrl, prefillPolicy);
  expect((await stand.filled()).status).toBe(200);
});

it('a value with markup or marks of direction is answered as it is, and marked', async () => {
  const values = ['<script>alert(1)</script>', 'A\u202EB', 'A\u0007B', 'Ñandú'];
  for (const [place, familyName] of values.entries()) {
    stand.gateway.inner.registers.residents.behaviour = telling({ familyName });
    const answer = await stand.filled({ sources: [stand.chosen[0]] });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(fieldsOf(answer)[2]).toMatchObject({ status: 'PREFILLED', value: familyName });
    expect(fieldsOf(answer)[2]!['hiddenMarks']).toBe(place === 1 || place === 2 ? true : undefined);
  }
});

it('counts each source that is asked, for the person', async () => {
  const left = (answer: Answer) => Number(/"idnr";r=(\d+)/.exec(answer.headers.get('ratelimit')!)![1]);
  const ben = await stand.gateway.inner.citizen(BEN);
  const own = { subjects: [{ name: 'applicant', subject: { idnr: BEN } }], sources: [stand.chosen[0]] };
  const twice = async () => [left(await stand.filled(own, ben)), left(await stand.filled(own, ben))] as const;
  // What is left grows with time, too.
  await eventually('it is counted', twice, ([first, second]) => second < first);
  expect((await stand.filled()).headers.get('ratelimit-policy')).toMatch(/"idnr".*"plate".*"euid"/);
});
