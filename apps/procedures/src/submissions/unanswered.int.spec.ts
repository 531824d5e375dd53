import { eventually } from '#libs/test-kit';
import { ExampleForm } from '../testing/example-form.ts';
import { type Held } from '../testing/releasing.ts';
import { problem } from '../testing/fake-gateway.ts';
import { drafted, handIn, waiting } from '../testing/handing-in.ts';
import { OTHER_AUTHORITY, testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

const RESIDENTS = 'residents.parking-permit.v1';
const VEHICLES = 'vehicles.parking-permit.v1';

let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
});
afterAll(() => on.stop());
afterEach(() => {
  Object.assign(on.form, new ExampleForm());
});

const shown = async (id: string) => (await on.petra('GET', `/v1/submissions/${id}`)).body;
const becomes = (id: string, is: Readonly<Record<string, string>>) =>
  eventually(
    'it is shown so',
    () => shown(id),
    (body) => Object.entries(is).every(([name, value]) => JSON.stringify(body[name])?.includes(value)),
  );
const take = async (id: string) => (await on.petra('POST', `/v1/submissions/${id}/take`)).body;
const decide = ({ id, version }: Record<string, unknown>) =>
  on.petra('POST', `/v1/submissions/${String(id)}/decision`, {
    expectedVersion: version,
    outcome: 'REFUSED',
    reason: 'Der Nachweis kam nicht.',
  });

describe('a submission whose evidence does not come', () => {
  let answer: Held;
  let asked: number;
  const tired = async (id: string, attempts: number) =>
    (await on.admin()).query(
      `update submission_work set attempts = $2, due_at = '-infinity' where submission = $1`,
      [id, attempts],
    );
  const works = async (id: string) =>
    (await (await on.admin()).query('select from submission_work where submission = $1', [id])).rowCount;
  const stuck = async () => {
    [answer, asked] = [problem(403, 'client-inactive'), 0];
    const release = await on.released(RESIDENTS, () => {
      asked += 1;
      return answer;
    });
    const draft = await drafted(on.anna, { zone: 'H-1' });
    const { body } = await handIn(on.anna, draft, [{ evidenceType: RESIDENTS, release }]);
    return body['id'] as string;
  };
  const isAskedMoreThan = (times: number) =>
    eventually(
      'the gateway is asked again',
      () => Promise.resolve(asked),
      (is) => is > times,
    );

  it('is with a clerk after an hour, who sees what came later', async () => {
    const id = await stuck();
    await isAskedMoreThan(0);
    expect(await take(id)).toMatchObject({ code: 'submission-under-way' });
    await tired(id, 21);
    await becomes(id, { state: 'IN_REVIEW' });
    const read = await shown(id);
    expect(read).toMatchObject({
      evidence: [{ evidenceType: RESIDENTS, state: 'WAITING' }, {}],
      rules: [{ rule: 'zone', met: 'UNKNOWN' }],
    });
    const evidence = { address: { zone: 'H-1' } };
    answer = { status: 200, body: { status: 'EVIDENCE', lookupId: id, evidence } };
    await tired(id, 30);
    await becomes(id, { rules: '"YES"', evidence: '"EVIDENCE"' });
    const later = await shown(id);
    expect(later).toMatchObject({ state: 'IN_REVIEW' });
    expect(later['version']).not.toBe(read['version']);
    expect(await works(id)).toBe(0);
  });

  it('is worked on no longer once a clerk decided', async () => {
    const id = await stuck();
    await isAskedMoreThan(0);
    await tired(id, 21);
    await becomes(id, { state: 'IN_REVIEW' });
    expect((await decide(await take(id))).status).toBe(200);
    const before = asked;
    await tired(id, 30);
    await eventually(
      'nothing is left to do',
      () => works(id),
      (n) => n === 0,
    );
    expect(asked).toBe(before);
    expect(await shown(id)).toMatchObject({ state: 'DECIDED', decision: { outcome: 'REFUSED' } });
  });
});

describe('an answer to a submission whose form changed since', () => {
  it('is taken as a text where the form is withdrawn', async () => {
    const id = await waiting(on);
    const { version } = await take(id);
    const question = { expectedVersion: version, text: 'Seit wann?' };
    await on.petra('POST', `/v1/submissions/${id}/question`, question);
    on.form.id = 'withdrawn';
    const answered = await on.anna('POST', `/v1/me/submissions/${id}/answer`, { text: 'Seit Mai.' });
    expect(answered).toMatchObject({ status: 200, body: { state: 'IN_REVIEW' } });
  });

  it('is a release of evidence that it was handed in with, to the authority that has it', async () => {
    const id = await waiting(on);
    const path = `/v1/me/submissions/${id}/answer`;
    const release = await on.released(VEHICLES, { plate: 'H-EM 101' });
    const foreign = await on.released(VEHICLES, {}, { authority: OTHER_AUTHORITY });
    Object.assign(on.form, { authority: OTHER_AUTHORITY, evidenceTypes: [RESIDENTS] });
    const given = (each: string) => ({ sources: [{ evidenceType: VEHICLES, release: each }] });
    expect((await on.anna('POST', path, given(foreign))).status).toBe(400);
    expect((await on.anna('POST', path, given(release))).status).toBe(200);
    await becomes(id, { state: 'IN_REVIEW', evidence: 'H-EM 101' });
  });
});
