import { Upkeep } from '#libs/service-kit';
import { waiting } from '../testing/handing-in.ts';
import {
  type Answer,
  AUTHORITY,
  OTHER_AUTHORITY,
  testProcedures,
  type TestProcedures,
} from '../testing/test-procedures.ts';

const RESIDENTS = 'residents.parking-permit.v1';
let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
});
afterAll(() => on.stop());

const unknown = { status: 404, body: expect.objectContaining({ code: 'submission-unknown' }) };
const versionOf = ({ body }: Answer): number => body['version'] as number;
const codeOf = async (answer: Promise<Answer>) => (await answer).body.code;
const reasoned = (expectedVersion: number, outcome = 'REFUSED') => ({
  expectedVersion,
  outcome,
  reason: 'Die Wohnung liegt nicht in der Zone.',
});

describe('the inbox', () => {
  it('shows each rule with its reason, and evidence with provenance apart from statements', async () => {
    const { body } = await on.petra('GET', `/v1/submissions/${await waiting(on, 'H-9')}`);
    expect(body).toMatchObject({
      statements: [{ field: 'zone', value: 'H-9' }],
      rules: [{ rule: 'zone', met: 'NO', reason: { de: 'laut Melderegister' } }],
      evidence: [
        {
          evidenceType: RESIDENTS,
          state: 'EVIDENCE',
          registerAuthority: 'Meldebehörde',
          values: { 'address.zone': 'anderswo', familyName: 'Beispiel' },
          provenance: { 'address.zone': { register: 'residents', version: 1 } },
        },
        { state: 'NOT_RELEASED' },
      ],
    });
  });

  it('lists how many rules are met and not which, and alone what does not open', async () => {
    const [broken, id] = [await waiting(on), await waiting(on, 'H-9')];
    await (await on.admin()).query(`update submission set assessment = '\\x00' where id = $1`, [broken]);
    const { submissions } = (await on.petra('GET', '/v1/submissions?limit=2')).body;
    expect(submissions).toMatchObject([{ id, checked: { met: 0, notMet: 1, unknown: 0 } }, { id: broken }]);
    expect(JSON.stringify(submissions)).not.toMatch(/rules|evidence|statements/);
  });

  it('is of the own authority alone: what is foreign looks like what there is not', async () => {
    const id = await waiting(on);
    const ines = on.clerk('p_ines', OTHER_AUTHORITY);
    const none = '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f';
    for (const path of [id, none]) {
      expect(await ines('GET', `/v1/submissions/${path}`)).toMatchObject(unknown);
      expect(await ines('POST', `/v1/submissions/${path}/take`)).toMatchObject(unknown);
      expect(await ines('POST', `/v1/submissions/${path}/decision`, reasoned(1))).toMatchObject(unknown);
      const question = { expectedVersion: 1, text: 'Wer?' };
      expect(await ines('POST', `/v1/submissions/${path}/question`, question)).toMatchObject(unknown);
    }
    expect((await ines('GET', '/v1/submissions')).body['submissions']).toEqual([]);
    expect((await on.anna('GET', `/v1/submissions/${id}`)).body.code).toBe('scope-missing');
  });

  it('is read in pages, by state and form', async () => {
    for (let each = 0; each < 3; each++) await waiting(on);
    const path = '/v1/submissions?state=IN_REVIEW&form=example-permit&limit=2';
    const first = (await on.petra('GET', path)).body;
    const ids = (first['submissions'] as readonly { id: string }[]).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    const second = (await on.petra('GET', `${path}&after=${String(first['next'])}`)).body;
    expect((second['submissions'] as readonly { id: string }[]).map(({ id }) => id)).not.toContain(ids[1]);
    const none = await on.petra('GET', '/v1/submissions?state=DECIDED&form=none');
    expect(none.body['submissions']).toEqual([]);
    expect((await on.petra('GET', '/v1/submissions?state=ALL')).status).toBe(400);
  });

  it('records who read what before it answers', async () => {
    const id = await waiting(on);
    const nosy = on.clerk('p_nosy');
    await nosy('GET', `/v1/submissions/${id}`);
    await nosy('GET', '/v1/submissions?limit=1');
    const { rows } = await (
      await on.admin()
    ).query<{ what: string; submissions: string[]; iss: string }>(
      `select what, submissions, iss from submission_read where reader = 'p_nosy' order by id`,
    );
    expect(rows).toEqual([
      { what: 'ONE', submissions: [id], iss: on.issuer.url },
      { what: 'LIST', submissions: [id], iss: on.issuer.url },
    ]);
    const admin = await on.admin();
    await admin.query('revoke insert on submission_read from procedures_app');
    expect((await nosy('GET', `/v1/submissions/${id}`)).status).toBe(500);
    await admin.query('grant insert on submission_read to procedures_app');
  });
});

describe('a clerk', () => {
  it('takes it alone, for a while; a machine takes nothing', async () => {
    const id = await waiting(on);
    const path = `/v1/submissions/${id}/take`;
    const taken = await Promise.all([on.petra('POST', path), on.pavel('POST', path)]);
    expect(taken.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const [winner, loser] = taken[0].status === 200 ? [on.petra, on.pavel] : [on.pavel, on.petra];
    expect((await winner('POST', path)).status).toBe(200);
    expect(await codeOf(loser('POST', `/v1/submissions/${id}/decision`, reasoned(1)))).toBe(
      'submission-taken',
    );
    const machine = on.as({
      sub: 'machine',
      client_id: 'machine',
      scope: 'procedures:clerk',
      authority: AUTHORITY,
    });
    expect(await codeOf(machine('POST', path))).toBe('person-required');
    const admin = await on.admin();
    await admin.query(`update submission set taken_at = now() - interval '8 days' where id = $1`, [id]);
    expect((await loser('POST', path)).status).toBe(200);
  });

  it('decides what was taken and read, once, with a reason that the citizen reads', async () => {
    const id = await waiting(on);
    const path = `/v1/submissions/${id}/decision`;
    const read = await on.petra('GET', `/v1/submissions/${id}`);
    expect(await codeOf(on.petra('POST', path, reasoned(versionOf(read))))).toBe('submission-not-taken');
    const taken = await on.petra('POST', `/v1/submissions/${id}/take`);
    expect(await codeOf(on.petra('POST', path, reasoned(versionOf(read))))).toBe(
      'submission-changed-meanwhile',
    );
    const decided = await on.petra('POST', path, reasoned(versionOf(taken)));
    expect(decided.body).toMatchObject({
      state: 'DECIDED',
      decision: { outcome: 'REFUSED', isAutomatic: false },
    });
    expect((await on.petra('POST', path, reasoned(versionOf(taken)))).body).toEqual(decided.body);
    const otherReason = { ...reasoned(versionOf(decided)), reason: 'Die Zone ist voll.' };
    expect(await codeOf(on.petra('POST', path, otherReason))).toBe('submission-decided');
    expect(await codeOf(on.petra('POST', path, reasoned(versionOf(decided), 'GRANTED')))).toBe(
      'submission-decided',
    );
    expect((await on.anna('GET', `/v1/me/submissions/${id}`)).body['decision']).toMatchObject({
      reason: 'Die Wohnung liegt nicht in der Zone.',
    });
  });

  it('asks back, and the citizen answers what was asked, and nothing else', async () => {
    const id = await waiting(on);
    const answer = (text: string) => on.anna('POST', `/v1/me/submissions/${id}/answer`, { text });
    expect(await codeOf(answer('Ungefragt'))).toBe('answer-not-asked');
    const taken = await on.petra('POST', `/v1/submissions/${id}/take`);
    const question = { expectedVersion: versionOf(taken), text: 'In welchem Stockwerk?' };
    const asked = await on.petra('POST', `/v1/submissions/${id}/question`, question);
    expect(asked.body['state']).toBe('ASKED');
    expect(await on.bert('POST', `/v1/me/submissions/${id}/answer`, { text: 'Im dritten.' })).toMatchObject(
      unknown,
    );
    expect((await answer('a\u0000b')).status).toBe(400);
    expect((await answer('Im dritten.')).body['messages']).toMatchObject([
      { kind: 'QUESTION', text: 'In welchem Stockwerk?' },
      { kind: 'ANSWER', text: 'Im dritten.' },
    ]);
    const late = on.petra('POST', `/v1/submissions/${id}/decision`, reasoned(versionOf(asked)));
    expect(await codeOf(late)).toBe('submission-changed-meanwhile');
    expect((await on.petra('GET', `/v1/submissions/${id}`)).body).toMatchObject({
      state: 'IN_REVIEW',
      takenBy: 'p_petra',
      messages: [{ kind: 'QUESTION' }, { kind: 'ANSWER', text: 'Im dritten.' }],
    });
  });
});

describe('a decided submission', () => {
  it('is removed with its key when its time is over, by form, and what was told of it', async () => {
    const admin = await on.admin();
    const [kept, gone] = [await waiting(on), await waiting(on)];
    for (const id of [kept, gone]) {
      const taken = await on.petra('POST', `/v1/submissions/${id}/take`);
      await on.petra('POST', `/v1/submissions/${id}/decision`, reasoned(versionOf(taken)));
    }
    await admin.query(`insert into retention_period (kind, part, keep, basis)
      values ('decided-submission', 'example-permit', '2 days', 'a test')`);
    await admin.query(`update submission set decided_at = now() - interval '3 days' where id = $1`, [gone]);
    expect(await on.app.get(Upkeep).run('decided-submissions')).toBe(1);
    expect(await on.petra('GET', `/v1/submissions/${gone}`)).toMatchObject(unknown);
    expect((await on.petra('GET', `/v1/submissions/${kept}`)).status).toBe(200);
    for (const table of ['submission_source', 'submission_event'])
      expect((await admin.query(`select from ${table} where submission = $1`, [gone])).rowCount).toBe(0);
    expect((await admin.query('select from webhook_cursor where stream = $1', [gone])).rowCount).toBe(0);
    await admin.query(
      `update submission_read set at = now() - interval '2 years' where submissions = array[$1]::uuid[]`,
      [gone],
    );
    expect(await on.app.get(Upkeep).run('submission-reads')).toBeGreaterThan(0);
  });
});
