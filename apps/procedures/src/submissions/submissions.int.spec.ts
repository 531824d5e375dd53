import { randomUUID } from 'node:crypto';
import { eventually, whileHeld } from '#libs/test-kit';
import { problem } from '../testing/fake-gateway.ts';
import { drafted, handIn } from '../testing/handing-in.ts';
import {
  type Answer,
  OTHER_AUTHORITY,
  testProcedures,
  type TestProcedures,
} from '../testing/test-procedures.ts';

const RESIDENTS = 'residents.parking-permit.v1';
const VEHICLES = 'vehicles.parking-permit.v1';
/** Typed, and said by a register: nowhere in a dump. */
const CANARY = 'Zone Kanarienvogel 7';
const inZone = (zone = CANARY) => ({ familyName: 'Kanarienfrau', address: { zone, street: 'Kanarienweg' } });

let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
});
afterAll(() => on.stop());
beforeEach(() => {
  on.form.version = 1;
});

const idOf = ({ body }: Answer): string => body['id'] as string;
const mine = async (id: string) => (await on.anna('GET', `/v1/me/submissions/${id}`)).body;
const reaches = (id: string, state: string) =>
  eventually(
    `the submission is ${state}`,
    () => mine(id),
    (body) => body['state'] === state,
  );
const sourcesOf = (body: Answer['body']) => body['sources'] as readonly { readonly state: string }[];
const count = async (sql: string, values: readonly unknown[]) =>
  (await (await on.admin()).query<{ n: number }>(sql, [...values])).rows[0]!.n;

describe('handing in', () => {
  it('takes what was released, looks at the rules, and decides where all are met', async () => {
    const draft = await drafted(on.anna, { zone: CANARY, reason: CANARY });
    const release = await on.released(RESIDENTS, inZone());
    const answer = await handIn(on.anna, draft, [
      { evidenceType: RESIDENTS, release },
      { evidenceType: VEHICLES, way: 'BRING_PAPER' },
    ]);
    expect(answer).toMatchObject({ status: 201, body: { state: 'RECEIVED', form: 'example-permit' } });
    const body = await reaches(idOf(answer), 'DECIDED');
    expect(body).toMatchObject({
      decision: { outcome: 'GRANTED', isAutomatic: true },
      sources: [
        { evidenceType: RESIDENTS, state: 'EVIDENCE' },
        { evidenceType: VEHICLES, state: 'NOT_RELEASED', way: 'BRING_PAPER' },
      ],
    });
    expect((await on.anna('GET', `/v1/drafts/${draft}`)).status).toBe(404);
    expect((await on.bert('GET', `/v1/me/submissions/${idOf(answer)}`)).body.code).toBe('submission-unknown');
    expect(on.gateway.tokens).toContain('procedures-strassenverkehr-hannover');
    expect(on.gateway.keys).toContain('strassenverkehr-hannover-1');
  });

  it('twice at once under one key is one submission, and under another key it is told', async () => {
    const draft = await drafted(on.anna, { zone: 'H-1' });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => handIn(on.anna, draft, [], key)));
    expect(new Set(answers.map(idOf)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect((await handIn(on.anna, draft, [])).body.code).toBe('draft-submitted');
    const other = [{ evidenceType: RESIDENTS, way: 'ENTER_IT' }];
    expect((await handIn(on.anna, draft, other, key)).body.code).toBe('idempotency-key-reused');
    expect(await count('select count(*) as n from submission where draft = $1', [draft])).toBe(1);
    expect((await handIn(on.bert, draft, [], key)).body.code).toBe('draft-unknown');
  });

  it('that waits for another one of the same draft answers with what that made', async () => {
    const draft = await drafted(on.anna, { zone: 'H-1' });
    const key = randomUUID();
    const lock = { text: 'select from draft where id = $1 for update', values: [draft] };
    const [one, other] = await whileHeld(on.database.adminUrl, lock, async ({ waitedFor, letGo }) => {
      const both = Promise.all([handIn(on.anna, draft, [], key), handIn(on.anna, draft, [], key)]);
      await waitedFor(2);
      await letGo();
      return both;
    });
    expect([one.status, other.status, idOf(one)]).toEqual([201, 201, idOf(other)]);
  });

  it('needs a key, the version that was read, and what the form wants; nothing is lost', async () => {
    const draft = await drafted(on.anna, { reason: 'ohne Zone' });
    const path = `/v1/drafts/${draft}/submission`;
    const bare = await on.anna('POST', path, { expectedVersion: 2, sources: [] });
    expect(bare.body.code).toBe('idempotency-key-missing');
    expect((await handIn(on.anna, draft, [], randomUUID(), 1)).body.code).toBe('draft-changed-meanwhile');
    expect((await handIn(on.anna, draft, [])).body.errors).toEqual([
      expect.objectContaining({ pointer: '/answers/zone' }),
    ]);
    expect((await on.anna('GET', `/v1/drafts/${draft}`)).body['answers']).toHaveLength(1);
  });

  it('refuses what this person did not release to the authority of the form, before anything is made', async () => {
    const draft = await drafted(on.anna, { zone: 'H-1' });
    const release = await on.released(RESIDENTS, inZone());
    const foreign = await on.released(RESIDENTS, inZone(), { authority: OTHER_AUTHORITY });
    const stolen = await on.released(RESIDENTS, inZone(), { person: 'bert-pseudonym' });
    const tries: readonly [object, string][] = [
      [{ evidenceType: RESIDENTS, release: foreign }, '/sources/0/release'],
      [{ evidenceType: RESIDENTS, release: stolen }, '/sources/0/release'],
      [{ evidenceType: VEHICLES, release }, '/sources/0/release'],
      [{ evidenceType: 'business.master-data.v1', release }, '/sources/0/evidenceType'],
      [{ evidenceType: RESIDENTS, release, way: 'ENTER_IT' }, '/sources/0/release'],
      [{ evidenceType: RESIDENTS }, '/sources/0/release'],
    ];
    for (const [source, pointer] of tries)
      expect((await handIn(on.anna, draft, [source])).body.errors).toEqual([
        expect.objectContaining({ pointer }),
      ]);
    const taken = await handIn(on.anna, draft, [{ evidenceType: RESIDENTS, releases: [foreign, release] }]);
    expect(taken.status).toBe(201);
  });
});

describe('what was released', () => {
  it('is taken under one key until it comes, however often the gateway is silent', async () => {
    const keys: string[] = [];
    const release = await on.released(RESIDENTS, (key: string) => {
      if (keys.push(key) < 3) return problem(503, 'register-unavailable');
      return { status: 200, body: { status: 'EVIDENCE', lookupId: randomUUID(), evidence: inZone() } };
    });
    const draft = await drafted(on.anna, { zone: CANARY });
    const id = idOf(await handIn(on.anna, draft, [{ evidenceType: RESIDENTS, release }]));
    await reaches(id, 'DECIDED');
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
  });

  it('is counted as long as it waits', async () => {
    const mayAnswer = Promise.withResolvers<void>();
    const release = await on.released(RESIDENTS, async () => {
      await mayAnswer.promise;
      return problem(410, 'release-expired');
    });
    const draft = await drafted(on.anna, { zone: 'H-1' });
    const id = idOf(await handIn(on.anna, draft, [{ evidenceType: RESIDENTS, release }]));
    const url = `http://127.0.0.1:${on.config.http.systemPort}/metrics`;
    const metrics = async () => (await fetch(url)).text();
    await eventually('it is counted', metrics, (text) => /^einmal_submissions_waiting [1-9]/m.test(text));
    expect(await metrics()).toMatch(/^einmal_submissions_age_seconds (?!0$)/m);
    mayAnswer.resolve();
    await reaches(id, 'IN_REVIEW');
    await eventually('nothing waits', metrics, (text) => /^einmal_submissions_waiting 0$/m.test(text));
  });

  it.each([
    [410, 'release-expired'],
    [409, 'release-changed'],
    [403, 'consent-withdrawn'],
    [409, 'release-taken'],
  ])(
    'and cannot be had any more (%i %s) is told with the way on, and can come again',
    async (status, code) => {
      const draft = await drafted(on.anna, { zone: CANARY });
      const release = await on.released(RESIDENTS, () => problem(status, code));
      const id = idOf(await handIn(on.anna, draft, [{ evidenceType: RESIDENTS, release }]));
      const body = await reaches(id, 'IN_REVIEW');
      expect(sourcesOf(body)[0]).toMatchObject({
        state: 'LOST',
        problem: code,
        waysOn: ['RELEASE_AGAIN', 'BRING_PAPER'],
      });
      expect((await on.petra('GET', `/v1/submissions/${id}`)).body).toMatchObject({
        rules: [{ rule: 'zone', met: 'UNKNOWN' }],
        evidence: [{ state: 'LOST', problem: code }, { state: 'NOT_RELEASED' }],
      });
      const again = await on.released(RESIDENTS, inZone());
      const given = { sources: [{ evidenceType: RESIDENTS, release: again }] };
      expect((await on.anna('POST', `/v1/me/submissions/${id}/answer`, given)).status).toBe(200);
      await reaches(id, 'DECIDED');
      expect((await on.anna('POST', `/v1/me/submissions/${id}/answer`, given)).body.code).toBe(
        'submission-decided',
      );
    },
  );

  it('is seen by nobody who has the database alone', async () => {
    const dump = await on.dumped();
    expect(dump).toContain('anna-pseudonym');
    for (const secret of [CANARY, 'Kanarien', 'ohne Zone'])
      for (const form of [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64'),
      ])
        expect(dump.includes(form)).toBe(false);
  });
});
