import { createHmac } from 'node:crypto';
import pg from 'pg';
import { eventually } from '#libs/test-kit';
import { contentOf, CorrectionsStand, draft } from '../testing/corrections-stand.ts';
import { later } from '../testing/dead-letters-stand.ts';

let stand: CorrectionsStand;
beforeAll(async () => {
  stand = await CorrectionsStand.start();
});
afterAll(() => stand.stop());

describe('a correction', () => {
  it('goes from the draft by a dry run and a second person to the group, and shows no value on the way', async () => {
    const { event, letter, content } = await stand.aLetter();
    const { id, state } = await stand.drafted(letter);
    expect(state).toBe('draft');
    const seen = await stand.step(id, 'dry-run');
    const corrected = contentOf(event, { effectiveOn: '2026-11-20' });
    delete (corrected.data as { street?: string }).street;
    expect(seen).toMatchObject({
      state: 'dry-run',
      dryRun: {
        changes: [
          {
            path: '/data/effectiveOn',
            change: 'replaced',
            before: { kind: 'text' },
            after: { kind: 'text' },
          },
          { path: '/data/street', change: 'removed', before: { kind: 'text' } },
        ],
        faultsBefore: [{ path: '/data/effectiveOn' }],
        waitsFor: 0,
        holdsBack: 0,
      },
    });
    const approved = await stand.approve(seen);
    expect(approved).toMatchObject({ state: 'approved', approved: { by: 'p_paul' } });
    const [command] = await stand.letters.commands(1, event.key);
    const { secret } = command!['data'] as { secret: string };
    const under = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
    const hashes = {
      originalSha256: under(content),
      correctedSha256: under(JSON.stringify(corrected)),
    };
    for (const hidden of [secret, ...Object.values(hashes), 'bytes'])
      expect(JSON.stringify([seen, approved])).not.toContain(hidden);
    expect(command).toMatchObject({
      id,
      type: 'einmal.inbox.correct.v1',
      data: {
        key: event.key,
        eventId: event.eventId,
        transform: draft.transform,
        ...hashes,
        requestedBy: 'p_olga',
        approvedBy: 'p_paul',
      },
    });
    await stand.letters.group.announce('parked', [event], {
      at: later(),
      value: JSON.stringify(corrected),
      correction: { id, outcome: 'applied' },
    });
    await stand.ended(id, 'applied');
    const shown = (await stand.letters.get(`/${letter.id}`)).body;
    expect(shown).toMatchObject({
      state: 'PARKED',
      failedRedrives: 0,
      event: { data: { effectiveOn: '2026-11-20' } },
      corrections: [{ id, state: 'applied', requestedBy: 'p_olga' }],
    });
    expect(await stand.actionsOf(id)).toEqual([
      'p_olga dead-letters.correction-drafted',
      'p_olga dead-letters.correction-dry-run',
      'p_paul dead-letters.correction-approved',
      'system dead-letters.correction-applied',
    ]);
    const { rows } = await stand.letters.operator.pool.query(
      `select (select string_agg(a::text, '') from audit a) || (select string_agg(c::text, '') from correction c)
         || (select string_agg(d::text, '') from dead_letter d) || (select string_agg(c::text, '') from command c) as all`,
    );
    expect(JSON.stringify([rows, shown, await stand.found(id)])).not.toContain('Secret');
  });

  it('is approved by another person, who saw its last dry run within the hour, and by no machine', async () => {
    const { letter } = await stand.aLetter();
    const machine = await stand.letters.operator.surroundings.machineToken('robot');
    // Behind it may stand the one who approves.
    expect((await stand.drafted(letter, draft, machine)).code).toBe('person-required');
    const seen = await stand.tried(letter);
    expect((await stand.step(seen.id, 'approval', { hash: seen.dryRun.hash })).code).toBe(
      'correction-self-approval',
    );
    expect((await stand.approve(seen, machine)).code).toBe('person-required');
    const now = Math.floor(Date.now() / 1_000);
    for (const at of [now - 16 * 60, undefined]) {
      const token = await stand.letters.operator.surroundings.tokenOfLogin('p_paul', at);
      expect((await stand.approve(seen, token)).code).toBe('login-too-old');
    }
    const again = await stand.step(seen.id, 'dry-run');
    expect((await stand.approve(seen)).code).toBe('correction-dry-run-stale');
    const admin = new pg.Client({ connectionString: stand.letters.operator.database.adminUrl });
    await admin.connect();
    await admin.query(`update correction set dry_run_at = now() - interval '61 minutes' where id = $1`, [
      seen.id,
    ]);
    expect((await stand.approve(again)).code).toBe('correction-dry-run-stale');
    for (const columns of [
      `approved_by = requested_by, approved_issuer = requested_issuer`,
      `state = 'approved', approved_by = 'x', approved_issuer = 'y', approved_hash = 'z'`,
      `state = 'approved', approved_by = 'x', approved_hash = dry_run ->> 'hash'`,
      `state = 'applied'`,
      `requested_issuer = null`,
    ])
      await expect(admin.query(`update correction set ${columns} where id = $1`, [seen.id])).rejects.toThrow(
        /correction_/,
      );
    await admin.end();
    await expect(
      stand.letters.operator.pool.query(`update correction set secret = 'x' where id = $1`, [seen.id]),
    ).rejects.toThrow('permission denied');
    const own = stand.letters.operator.pool.query(`update correction set transform = '{}' where id = $1`, [
      seen.id,
    ]);
    await expect(own).rejects.toThrow('permission denied');
    expect(await stand.actionsOf(seen.id)).toEqual(
      expect.arrayContaining([
        'p_olga dead-letters.correction-self-approval-refused',
        'robot dead-letters.correction-machine-approval-refused',
      ]),
    );
  });

  it('is one at a time for each letter, whoever asks and how often at once', async () => {
    const { event, letter } = await stand.aLetter();
    const answers = await Promise.all([stand.drafted(letter), stand.drafted(letter), stand.drafted(letter)]);
    const [made] = answers.filter(({ id }) => id !== undefined);
    const others = answers.filter((answer) => answer !== made);
    expect(others.map(({ code }) => code)).toEqual(['correction-open', 'correction-open']);
    expect(others[0]?.detail).toContain(made!.id);
    const seen = await stand.step(made!.id, 'dry-run');
    const approvals = await Promise.all([stand.approve(seen), stand.approve(seen), stand.approve(seen)]);
    expect(approvals.map(({ state, code }) => state ?? code).sort()).toEqual([
      'approved',
      'correction-state-unsuitable',
      'correction-state-unsuitable',
    ]);
    expect((await stand.step(seen.id, 'cancel')).code).toBe('correction-state-unsuitable');
    expect((await stand.drafted(letter)).code).toBe('correction-open');
    await stand.letters.group.announce('parked', [event], {
      at: later(),
      correction: { id: seen.id, outcome: 'refused' },
    });
    expect(await stand.ended(seen.id, 'refused')).toMatchObject({ failure: 'not-as-approved' });
    const next = await stand.drafted(letter);
    expect(await stand.step(next.id, 'cancel')).toMatchObject({ state: 'cancelled' });
    expect(await stand.letters.commands(1, event.key)).toHaveLength(1);
  });

  it('waits for a redrive that was asked for, and ends with it', async () => {
    const { event, letter } = await stand.aLetter();
    const seen = await stand.tried(letter);
    const job = await stand.letters.ask(`/${letter.id}/redrive`, {});
    expect((await stand.approve(seen)).code).toBe('dead-letter-redriving');
    await stand.letters.group.announce('redriven', [event], { at: later() });
    await stand.letters.finished(job);
    expect(await stand.ended(seen.id, 'refused')).toMatchObject({ failure: 'settled' });
    expect((await stand.drafted(letter)).code).toBe('dead-letter-settled');
    expect((await stand.approve(seen)).code).toBe('correction-state-unsuitable');
  });

  it('is waited for by whoever wants its letter redriven or discarded, but not for ever', async () => {
    const { event, letter } = await stand.aLetter();
    const { id } = await stand.approve(await stand.tried(letter));
    const all = { group: stand.letters.group.group, key: event.key };
    const codeOf = async (path: string, body: object): Promise<unknown> =>
      (await stand.letters.post(path, body)).body.code;
    for (const path of [`/${letter.id}/redrive`, '/redrives'])
      expect(await codeOf(path, path === '/redrives' ? all : {})).toBe('dead-letter-redriving');
    await stand.letters.unanswered(id);
    expect((await stand.letters.post(`/${letter.id}/redrive`, {})).status).toBe(202);
  });

  it('is of what is parked at the moment: another dry run after another announcement finds that', async () => {
    const { event, letter } = await stand.aLetter();
    const seen = await stand.tried(letter);
    const value = JSON.stringify(contentOf(event, { effectiveOn: 20_261_120 }));
    await stand.letters.group.announce('parked', [event], { at: later(), attempts: 9, value });
    await eventually(
      'it failed again',
      () => stand.letters.letterOf(event),
      ({ failedRedrives }) => failedRedrives === 1,
    );
    const again = await stand.step(seen.id, 'dry-run');
    const kinds = [seen, again].map(({ dryRun }) => dryRun.changes[0]);
    expect(kinds).toMatchObject([{ before: { kind: 'text' } }, { before: { kind: 'number' } }]);
  });
});
