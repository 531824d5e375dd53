import { lockKeys, Upkeep } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { drafted, handIn } from '../testing/handing-in.ts';
import { testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
});
afterAll(() => on.stop());
beforeEach(() => {
  on.form.version = 1;
});

const unknown = { status: 404, body: expect.objectContaining({ code: 'draft-unknown' }) };
const codeOf = async (answer: Promise<{ body: { code?: string } }>) => (await answer).body.code;
const save = (expectedVersion: number, answers: object, formVersion = 1) => ({
  expectedVersion,
  formVersion,
  answers: Object.entries(answers).map(([field, value]) => ({ field, value: value as string })),
});

describe('a draft', () => {
  it('keeps what was typed, for thirty days', async () => {
    const id = await drafted(on.anna, { zone: 'H-1', reason: 'Zeile\nzwei' });
    const { body } = await on.anna('GET', `/v1/drafts/${id}`);
    expect(body).toMatchObject({
      form: 'example-permit',
      version: 2,
      answers: [
        { field: 'zone', value: 'H-1' },
        { field: 'reason', value: 'Zeile\nzwei' },
      ],
      unfit: [],
    });
    const days = (Date.parse(body['expiresAt'] as string) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    expect((await on.anna('GET', '/v1/drafts')).body['drafts']).toContainEqual(
      expect.objectContaining({ id }),
    );
  });

  it('of another person looks like none, whatever is tried with it', async () => {
    const id = await drafted(on.anna, { zone: 'H-1' });
    expect(await on.bert('GET', `/v1/drafts/${id}`)).toMatchObject(unknown);
    expect(await on.bert('PUT', `/v1/drafts/${id}`, save(2, { zone: 'H-2' }))).toMatchObject(unknown);
    expect(await handIn(on.bert, id, [])).toMatchObject(unknown);
    expect((await on.bert('DELETE', `/v1/drafts/${id}`)).status).toBe(204);
    expect((await on.bert('GET', '/v1/drafts')).body['drafts']).toEqual([]);
    expect((await on.anna('GET', `/v1/drafts/${id}`)).body['version']).toBe(2);
  });

  it('that two tabs save is saved once, and the other one learns of it', async () => {
    const id = await drafted(on.anna, { zone: 'H-1' });
    const both = await Promise.all(
      ['H-2', 'H-3'].map((zone) => on.anna('PUT', `/v1/drafts/${id}`, save(2, { zone }))),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const won = both.find(({ status }) => status === 200)!;
    expect((await on.anna('GET', `/v1/drafts/${id}`)).body['answers']).toEqual(won.body['answers']);
  });

  it('whose form changed meanwhile is kept, and told what does not fit', async () => {
    const id = await drafted(on.anna, { zone: 'H-1', reason: 'alt' });
    on.form.version = 2;
    const { body } = await on.anna('GET', `/v1/drafts/${id}`);
    expect(body).toMatchObject({
      formVersion: 1,
      currentFormVersion: 2,
      unfit: [{ field: 'reason', detail: expect.any(String) }],
    });
    expect(body['answers']).toHaveLength(2);
    const refused = await handIn(on.anna, id, []);
    expect(refused.body).toMatchObject({
      code: 'form-version-changed',
      errors: [{ pointer: '/answers/reason' }],
    });
    // Who has the old form open loses nothing; the new one is taken as it is.
    expect((await on.anna('PUT', `/v1/drafts/${id}`, save(2, { zone: 'H-4', reason: 'neu' }))).status).toBe(
      200,
    );
    const mixed = await on.anna('PUT', `/v1/drafts/${id}`, save(3, { zone: 'H-4', reason: 'x' }, 2));
    expect(mixed.body).toMatchObject({ code: 'member-unknown', errors: [{ pointer: '/answers/1/field' }] });
    const moved = await on.anna('PUT', `/v1/drafts/${id}`, save(3, { zone: 'H-4' }, 2));
    expect(moved.body).toMatchObject({ formVersion: 2, version: 4, unfit: [] });
    expect(await codeOf(on.anna('PUT', `/v1/drafts/${id}`, save(4, {}, 1)))).toBe('form-version-changed');
  });

  it.each<[string, string | number | null]>([
    ['NUL', 'a\u0000b'],
    ['a mark that turns the writing direction', 'a\u202eb'],
    ['half a character', 'a\ud800b'],
    ['more than a field may be long', 'x'.repeat(4_001)],
    ['a number', 7],
    ['nothing', null],
  ])('is not saved with %s in it, and what was saved stays', async (_, value) => {
    const id = await drafted(on.anna, { zone: 'H-1' });
    const { status, body } = await on.anna('PUT', `/v1/drafts/${id}`, save(2, { zone: value }));
    expect({ status, at: body.errors?.[0]?.pointer }).toEqual({ status: 400, at: '/answers/0/value' });
    expect(JSON.stringify(body)).not.toContain('xxxx');
    expect((await on.anna('GET', `/v1/drafts/${id}`)).body['answers']).toEqual([
      { field: 'zone', value: 'H-1' },
    ]);
    await on.anna('DELETE', `/v1/drafts/${id}`);
  });

  it('refuses a body beyond what a request may be, and a field that is named twice', async () => {
    const id = await drafted(on.anna, { zone: 'H-1' });
    const answers = Array.from({ length: 20 }, (_, index) => ({
      field: `f${index}`,
      value: 'x'.repeat(4_000),
    }));
    const huge = await on.anna('PUT', `/v1/drafts/${id}`, { ...save(2, {}), answers });
    expect(huge.status).toBe(413);
    const twice = [
      { field: 'zone', value: 'a' },
      { field: 'zone', value: 'b' },
    ];
    expect((await on.anna('PUT', `/v1/drafts/${id}`, { ...save(2, {}), answers: twice })).status).toBe(400);
    expect((await on.anna('GET', `/v1/drafts/${id}`)).body['version']).toBe(2);
  });

  it('is one of at most twenty of a person, however many are begun at once', async () => {
    const dora = on.citizen('dora-pseudonym');
    const begun = await Promise.all(
      Array.from({ length: 24 }, () => dora('POST', '/v1/drafts', { form: 'example-permit', version: 1 })),
    );
    expect(begun.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(begun.filter(({ body }) => body.code === 'drafts-too-many')).toHaveLength(4);
  });

  it('of a form that there is not, or of another version, is none', async () => {
    expect(await codeOf(on.anna('POST', '/v1/drafts', { form: 'none', version: 1 }))).toBe('form-unknown');
    expect(await codeOf(on.anna('POST', '/v1/drafts', { form: 'example-permit', version: 2 }))).toBe(
      'form-version-changed',
    );
  });

  it('is gone with its time, and removed with its key by the upkeep', async () => {
    const id = await drafted(on.anna, { zone: 'H-1' });
    const admin = await on.admin();
    await admin.query(`update draft set expires_at = now() - interval '1 second' where id = $1`, [id]);
    expect(await on.anna('GET', `/v1/drafts/${id}`)).toMatchObject(unknown);
    expect(await handIn(on.anna, id, [])).toMatchObject(unknown);
    expect(await on.app.get(Upkeep).run('drafts')).toBe(1);
    expect((await admin.query('select from draft where id = $1', [id])).rowCount).toBe(0);
  });
});

describe('two drafts for one permit', () => {
  it('that are worked on at once are granted once, and what was refused is in nobody’s way', async () => {
    const [person, evidenceType] = ['carla-pseudonym', 'residents.parking-permit.v1'];
    const carla = on.citizen(person);
    const one = async () => {
      const draft = await drafted(carla, { zone: 'H-1', reason: 'ONCE' });
      const release = await on.released(evidenceType, { address: { zone: 'H-1' } }, { person });
      await handIn(carla, draft, [{ evidenceType, release }]);
    };
    const admin = await on.admin();
    const reach = async (what: string, sql: string) => {
      const read = async () => (await admin.query<{ is: string | null }>(`select ${sql}`)).rows[0]!.is;
      await eventually(what, read, (is) => is === what);
    };
    const states = `string_agg(state, ' ' order by state) as is from submission where person = '${person}'`;
    await admin.query('begin');
    await admin.query(`select pg_advisory_xact_lock(${lockKeys.outcomeScope})`, [`example-permit ${person}`]);
    await Promise.all([one(), one()]);
    const waiting = `pg_locks join pg_database on pg_database.oid = database
      where datname = current_database() and locktype = 'advisory' and not granted`;
    await reach('2 wait', `count(*) || ' wait' as is from ${waiting}`);
    await admin.query('commit');
    await reach('DECIDED IN_REVIEW', states);
    const ended = `state = 'DECIDED', outcome = 'REFUSED', is_automatic = false, decided_at = now()`;
    await admin.query(`update submission set ${ended} where person = $1`, [person]);
    await one();
    await reach('DECIDED DECIDED DECIDED', states);
  });
});

describe('a draft in the database', () => {
  it('does not open in the row of another person, of another form or of another version', async () => {
    const [id, other] = [await drafted(on.anna, { zone: 'H-1' }), await drafted(on.bert, { zone: 'H-2' })];
    const admin = await on.admin();
    const moved = (sql: string) => admin.query(`update draft d set ${sql} where d.id = $1`, [id]);
    const opens = async () => (await on.anna('GET', `/v1/drafts/${id}`)).status;
    const contents = `(key_version, wrapped_key, answers, version) =
      (select key_version, wrapped_key, answers, version from draft where id = '${other}')`;
    await admin.query('create temporary table kept as select * from draft where id = $1', [id]);
    const restore = () =>
      moved(`(form, form_version, key_version, wrapped_key, answers, version) =
        (select form, form_version, key_version, wrapped_key, answers, version from kept)`);
    expect(await opens()).toBe(200);
    for (const change of [contents, `form = 'another'`, 'form_version = 2', 'version = version + 1']) {
      await moved(change);
      expect([change, await opens()]).toEqual([change, 500]);
      await restore();
    }
    expect(await opens()).toBe(200);
  });
});
