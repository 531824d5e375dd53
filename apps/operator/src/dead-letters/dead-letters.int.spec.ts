import pg from 'pg';
import { eventually } from '#libs/test-kit';
import { DeadLettersStand, type Letter, later } from '../testing/dead-letters-stand.ts';

let stand: DeadLettersStand;
beforeAll(async () => {
  stand = await DeadLettersStand.start();
});
afterAll(() => stand.stop());

describe('dead letters', () => {
  it('are listed as their consumers announced them, without anything that a thin event does not have', async () => {
    const [thin, strange] = [
      stand.group.parked('k-list'),
      stand.group.parked('k-list', 'resident.unheard-of.v1'),
    ];
    await stand.group.announce('parked', [thin]);
    const value = JSON.stringify({
      specversion: '1.0',
      type: 'x',
      familyName: 'Secret',
      data: { street: 'Secret' },
    });
    await stand.group.announce('parked', [strange], { causeCode: 'type-unknown', blocksKey: false, value });
    const letters = await stand.arrived('k-list', 2);
    expect(letters[0]).toMatchObject({
      eventId: strange.eventId,
      type: 'resident.unheard-of.v1',
      blocksKey: false,
    });
    expect(letters[1]).toMatchObject({
      state: 'PARKED',
      causeCode: 'handler-failed',
      cause: 'TypeError',
      attempts: 5,
      origin: expect.stringMatching(/\/0\/1$/),
    });
    const shown = (await stand.get(`/${letters[1]!.id}`)).body;
    expect(shown).toMatchObject({
      event: { data: { version: 2, changedFields: ['address'] } },
      holdsBack: 1,
    });
    expect(JSON.stringify((await stand.get(`/${letters[0]!.id}`)).body)).not.toContain('Secret');
  });

  it('are not told twice by repeated or late announcements', async () => {
    const event = stand.group.parked('k-twice');
    const at = new Date();
    await stand.group.announce('parked', [event, event], { at });
    await stand.group.announce('redriven', [event], { at: later() });
    await stand.group.announce('parked', [event], { at });
    await stand.group.babble('not an announcement');
    const last = stand.group.parked('k-twice');
    await stand.group.announce('parked', [last]);
    await stand.arrived('k-twice', 2);
    const letter = await stand.letterOf(event);
    expect(letter).toMatchObject({ state: 'REDRIVEN', failedRedrives: 0 });
    expect((await stand.get(`/${letter.id}`)).body['steps']).toHaveLength(2);
  });

  it('are believed of the group of their topic, and of no other', async () => {
    const [own, forged] = [stand.group.parked('k-voice'), stand.group.parked('k-voice')];
    await stand.group.announce('parked', [own]);
    await stand.group.announce('discarded', [own, forged], { at: later(), group: 'gateway.reactions' });
    const last = stand.group.parked('k-voice');
    await stand.group.announce('parked', [last]);
    await stand.arrived('k-voice', 2);
    expect(await stand.letterOf(own)).toMatchObject({ state: 'PARKED' });
    expect((await stand.get('?group=gateway.reactions')).body['deadLetters']).toEqual([]);
  });

  it('are paged newest first, and counted by group, type and cause', async () => {
    // The numbers that order them get one more digit among these.
    const admin = new pg.Client({ connectionString: stand.operator.database.adminUrl });
    await admin.connect();
    await admin.query('alter table dead_letter alter column number restart with 99995');
    await admin.end();
    const many = Array.from({ length: 12 }, () => stand.group.parked('k-many', 'many.v1'));
    await stand.group.announce('parked', many);
    await stand.arrived('k-many', 12);
    const newest = (await stand.lettersOf('k-many')).map(({ eventId }) => eventId);
    expect(newest).toEqual(many.map(({ eventId }) => eventId).reverse());
    await stand.group.announce('parked', [
      stand.group.parked('k-a', 'a.b.v1'),
      stand.group.parked('k-b', 'a.b.v1'),
    ]);
    await stand.group.announce('parked', [stand.group.parked('k-a', 'a.b.v1')], { causeCode: 'key-parked' });
    await stand.arrived('k-a', 2);
    await stand.arrived('k-b', 1);
    const { body } = await stand.get('/summary');
    const mine = (name: string): Record<string, unknown>[] =>
      (body[name] as Record<string, unknown>[]).filter((each) => each['group'] === stand.group.group);
    expect(mine('parked')).toContainEqual(
      expect.objectContaining({ type: 'a.b.v1', causeCode: 'handler-failed', parked: 2, keys: 2 }),
    );
    expect(mine('parked')).toContainEqual(
      expect.objectContaining({ type: 'a.b.v1', causeCode: 'key-parked', parked: 1, keys: 1 }),
    );
    const page = (await stand.get(`?group=${stand.group.group}&type=a.b.v1&limit=2`)).body;
    const next = (
      await stand.get(`?group=${stand.group.group}&type=a.b.v1&limit=2&after=${page['next'] as string}`)
    ).body;
    const ids = [page, next].flatMap((each) => (each['deadLetters'] as Letter[]).map(({ id }) => id));
    expect(new Set(ids).size).toBe(3);
    expect(next['next']).toBeUndefined();
  });

  it('are listed to the end by their time, though the last of a page is removed meanwhile', async () => {
    const letters = Array.from({ length: 5 }, (_, n) => stand.group.parked(`k-timed-${n}`));
    await stand.group.announce('parked', letters);
    for (let n = 0; n < letters.length; n++) await stand.arrived(`k-timed-${n}`, 1);
    const by = `?group=${stand.group.group}&since=2000-01-01T00:00:00Z`;
    const idsOf = ({ body }: { readonly body: Record<string, unknown> }): readonly string[] =>
      (body['deadLetters'] as Letter[]).map(({ id }) => id);
    const all = idsOf(await stand.get(`${by}&limit=500`));
    const first = await stand.get(`${by}&limit=2`);
    const removed = idsOf(first)[1];
    const admin = new pg.Client({ connectionString: stand.operator.database.adminUrl });
    await admin.connect();
    await admin.query('delete from dead_letter_step where dead_letter_id = $1', [removed]);
    await admin.query('delete from dead_letter where id = $1', [removed]);
    await admin.end();
    const next = first.body['next'] as string;
    const rest = await stand.get(`${by}&limit=500&after=${next}`);
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(all);
    expect((await stand.get(`?after=${next}`)).status).toBe(400);
    expect((await stand.get(`${by}&after=${next.split('-')[0]}`)).status).toBe(400);
  });

  it('are not lost while the database refuses them', async () => {
    const admin = new pg.Client({ connectionString: stand.operator.database.adminUrl });
    await admin.connect();
    // A sequence remembers what a rollback undoes: that there was an attempt.
    await admin.query(`
      create sequence refusals;
      create function refuse() returns trigger language plpgsql security definer as $$
      begin
        perform nextval('refusals');
        raise exception 'not now';
      end $$;
      create trigger refuse before insert on dead_letter for each row when (new.event_key = 'k-refused')
        execute function refuse();`);
    await stand.group.announce('parked', [stand.group.parked('k-refused')]);
    await eventually(
      'the trigger refused',
      async () =>
        (await admin.query<{ tried: boolean }>('select is_called as tried from refusals')).rows[0]?.tried,
      (tried) => tried === true,
    );
    await admin.query('drop trigger refuse on dead_letter');
    await admin.end();
    expect(await stand.arrived('k-refused', 1)).toMatchObject([{ state: 'PARKED' }]);
  });

  it.each([
    ...['2026', '2026-W05', '2026-11-31T00:00:00Z', '%00'].map((since) => [
      `/v1/dead-letters?since=${since}`,
      'request-invalid',
    ]),
    ...['group', 'type', 'topic', 'key'].map((member) => [
      `/v1/dead-letters?${member}=%00`,
      'characters-unsuitable',
    ]),
    ...['object', 'actor'].map((member) => [`/v1/audit?${member}=%00`, 'characters-unsuitable']),
    ['/v1/audit?after=%00', 'request-invalid'],
  ] as [string, string][])('GET %s is the caller’s mistake: %s', async (path, code) => {
    const { status, body } = await stand.operator.call('GET', path);
    expect([status, body.code]).toEqual([400, code]);
  });

  it.each(['a\u0000b', 'a\ud800b'])('are not chosen by text like %j', async (text) => {
    for (const step of ['/redrives', '/discards']) {
      const chosen = await stand.post(step, { group: text, reason: 'because' });
      expect([chosen.status, chosen.body.code]).toEqual([400, 'characters-unsuitable']);
      const explained = await stand.post(step, { group: 'nobody', reason: text });
      expect([explained.status, explained.body.code]).toEqual([400, 'characters-unsuitable']);
    }
  });

  it('are for operators only', async () => {
    const officer = await stand.operator.surroundings.token('officer', 'vehicles:officer');
    expect((await stand.operator.call('GET', '/v1/dead-letters', undefined, officer)).body.code).toBe(
      'scope-missing',
    );
    expect((await stand.get('/0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f')).body.code).toBe('dead-letter-unknown');
    expect((await stand.get('/nonsense')).body.code).toBe('dead-letter-unknown');
    expect((await stand.get('/redrives/nonsense')).body.code).toBe('redrive-unknown');
    expect((await stand.post('/redrives', { key: 'nobody' })).body.code).toBe('dead-letter-unknown');
  });
});
