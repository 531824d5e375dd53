import pg from 'pg';
import { eventually } from '#libs/test-kit';
import { DeadLettersStand, later } from '../testing/dead-letters-stand.ts';

let stand: DeadLettersStand;
beforeAll(async () => {
  stand = await DeadLettersStand.start();
});
afterAll(() => stand.stop());

describe('redrives and discards', () => {
  it('of one key are redriven in their order: what waits behind goes after', async () => {
    const [first, second] = [stand.group.parked('k-order'), stand.group.parked('k-order')];
    await stand.group.announce('parked', [first]);
    await stand.group.announce('parked', [second], { causeCode: 'key-parked' });
    await stand.arrived('k-order', 2);
    const [one, two] = [await stand.letterOf(first), await stand.letterOf(second)];
    expect((await stand.post(`/${two.id}/redrive`, {})).body.code).toBe('dead-letter-out-of-order');
    expect(await stand.auditOf(two.id)).toEqual([]);
    const job = await stand.ask(`/${one.id}/redrive`, { reason: 'fixed' });
    expect((await stand.commands(1, 'k-order'))[0]).toMatchObject({
      type: 'einmal.inbox.redrive.v1',
      data: { key: 'k-order', eventIds: [first.eventId] },
    });
    await stand.group.announce('redriven', [first], { at: later() });
    expect((await stand.finished(job)).progress).toMatchObject({ keys: 1, events: 1, done: 1, pending: 0 });
    expect((await stand.post(`/${one.id}/redrive`, {})).body.code).toBe('dead-letter-settled');
    expect((await stand.post(`/${two.id}/redrive`, {})).status).toBe(202);
  });

  it('of a group and cause bring their whole keys along; one that fails again holds the rest of its key back', async () => {
    const cause = 'handler-failed' as const;
    const type = 'r.s.v1';
    const good = stand.group.parked('k-good', type);
    const [bad, behind] = [stand.group.parked('k-bad', type), stand.group.parked('k-bad', 'other.v1')];
    await stand.group.announce('parked', [good, bad], { causeCode: cause });
    await stand.group.announce('parked', [behind], { causeCode: 'key-parked' });
    await stand.arrived('k-bad', 2);
    await stand.arrived('k-good', 1);
    const body = { group: stand.group.group, causeCode: cause, type, reason: 'release 7 fixes it' };
    const asked = await stand.ask('/redrives', body);
    expect(asked.progress).toMatchObject({ keys: 2, events: 3, pending: 3 });
    const commands = await stand.commands(2, 'k-good', 'k-bad');
    expect(commands.map(({ data }) => data)).toEqual(
      expect.arrayContaining([{ key: 'k-good' }, { key: 'k-bad' }]),
    );
    await stand.group.announce('redriven', [good], { at: later() });
    await stand.group.announce('parked', [bad], { at: later(), attempts: 10 });
    const { progress } = await stand.finished(asked);
    expect(progress).toEqual({
      keys: 2,
      keysSettled: 2,
      events: 3,
      done: 1,
      failedAgain: 1,
      heldBack: 1,
      pending: 0,
    });
    expect(await stand.letterOf(bad)).toMatchObject({ state: 'PARKED', failedRedrives: 1 });
    expect(await stand.auditOf(asked.id)).toEqual([
      { actor: 'p_olga', action: 'dead-letters.redrive-requested', reason: 'release 7 fixes it' },
      { actor: 'system', action: 'dead-letters.redrive-finished', reason: null },
    ]);
  });

  it('of one event are asked for once, however many ask at once, and again when it was parked again', async () => {
    const event = stand.group.parked('k-once');
    await stand.group.announce('parked', [event]);
    await stand.arrived('k-once', 1);
    const { id } = await stand.letterOf(event);
    // What a discard would have won, another parking does not end.
    const answers = await Promise.all(
      [1, 2, 3].map(() => stand.post(`/${id}/redrive`, { reason: 'at once' })),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      202, 409, 409,
    ]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.map(({ body }) => body.code)).toEqual(['dead-letter-redriving', 'dead-letter-redriving']);
    expect(await stand.commands(1, 'k-once')).toHaveLength(1);
    await stand.group.announce('parked', [event], { at: later(), attempts: 10 });
    await eventually(
      'it is parked again',
      () => stand.post(`/${id}/discard`, { reason: 'again' }),
      ({ status }) => status === 202,
    );
  });

  it('of one event are one at a time, whichever way it is asked for', async () => {
    const { group } = stand.group;
    const ways = (id: string, key: string) =>
      [
        [`/${id}/redrive`, {}],
        [`/${id}/discard`, { reason: 'no use' }],
        ['/redrives', { group, key }],
        ['/discards', { group, key, reason: 'no use' }],
      ] as const;
    for (const index of ways('', '').keys()) {
      const event = stand.group.parked(`k-way-${index}`);
      await stand.group.announce('parked', [event]);
      await stand.arrived(event.key, 1);
      const { id } = await stand.letterOf(event);
      const [path, body] = ways(id, event.key)[index]!;
      expect((await stand.post(path, body)).status).toBe(202);
      for (const [other, asked] of ways(id, event.key))
        expect([path, other, (await stand.post(other, asked)).body.code]).toEqual([
          path,
          other,
          'dead-letter-redriving',
        ]);
      expect(await stand.commands(1, event.key)).toHaveLength(1);
    }
  });

  it('of a selection leave out what is under way, and of a redrive all of its key', async () => {
    const [type, { group }] = ['under-way.v1', stand.group];
    const [first, second] = [stand.group.parked('k-way-a', type), stand.group.parked('k-way-a', type)];
    const other = stand.group.parked('k-way-b', type);
    await stand.group.announce('parked', [first, second, other]);
    await stand.arrived('k-way-a', 2);
    await stand.arrived('k-way-b', 1);
    await stand.ask(`/${(await stand.letterOf(second)).id}/discard`, { reason: 'no use' });
    const redriven = await stand.ask('/redrives', { group, type });
    expect(redriven.progress).toMatchObject({ keys: 1, events: 1, pending: 1 });
    const discarded = await stand.ask('/discards', { group, type, reason: 'no use' });
    expect(discarded.progress).toMatchObject({ keys: 1, events: 1, pending: 1 });
    expect((await stand.commands(2, 'k-way-a')).map(({ data }) => data)).toMatchObject([
      { eventIds: [second.eventId] },
      { eventIds: [first.eventId] },
    ]);
    expect((await stand.commands(1, 'k-way-b'))[0]).toMatchObject({ data: { key: 'k-way-b' } });
  });

  it('that nobody answers for a quarter of an hour bar the letter no longer', async () => {
    const event = stand.group.parked('k-silent');
    await stand.group.announce('parked', [event]);
    await stand.arrived('k-silent', 1);
    const { id } = await stand.letterOf(event);
    const job = await stand.ask(`/${id}/redrive`, {});
    expect(job).toMatchObject({ state: 'RUNNING', isUnanswered: false });
    await stand.unanswered(job.id);
    expect((await stand.get(`/redrives/${job.id}`)).body).toMatchObject({ isUnanswered: true });
    const again = await stand.ask(`/${id}/discard`, { reason: 'no group' });
    await stand.group.announce('discarded', [event], { at: later() });
    for (const asked of [job, again])
      expect(await stand.finished(asked)).toMatchObject({ isUnanswered: false, progress: { done: 1 } });
  });

  it('are told without their letters when these are forgotten', async () => {
    const event = stand.group.parked('k-forgotten');
    await stand.group.announce('parked', [event]);
    await stand.arrived('k-forgotten', 1);
    const { id } = await stand.letterOf(event);
    const job = await stand.ask(`/${id}/redrive`, {});
    await stand.group.announce('redriven', [event], { at: later() });
    await stand.finished(job);
    const admin = new pg.Client({ connectionString: stand.operator.database.adminUrl });
    await admin.connect();
    await admin.query('delete from redrive_item where redrive_id = $1', [job.id]);
    await admin.end();
    const none = { keys: 0, keysSettled: 0, events: 0, done: 0, failedAgain: 0, heldBack: 0, pending: 0 };
    const { body } = await stand.get(`/redrives/${job.id}`);
    expect(body).toMatchObject({ state: 'DONE', progress: none });
  });

  it('are discarded only with a reason, which the group is told', async () => {
    const events = [stand.group.parked('k-gone'), stand.group.parked('k-gone'), stand.group.parked('k-kept')];
    await stand.group.announce('parked', events);
    await stand.arrived('k-gone', 2);
    await stand.arrived('k-kept', 1);
    const { id } = await stand.letterOf(events[2]!);
    expect((await stand.post(`/${id}/discard`, {})).body.code).toBe('member-missing');
    expect((await stand.post('/discards', { key: 'k-gone' })).body.code).toBe('member-missing');
    expect((await stand.post('/discards', { reason: 'all of it' })).body.code).toBe('request-invalid');
    const job = await stand.ask('/discards', {
      group: stand.group.group,
      key: 'k-gone',
      reason: 'test data',
    });
    expect((await stand.commands(1, 'k-gone'))[0]).toMatchObject({
      type: 'einmal.inbox.discard.v1',
      data: { eventIds: [events[0]!.eventId, events[1]!.eventId], reason: 'test data' },
    });
    await stand.group.announce('discarded', events.slice(0, 2), { at: later() });
    expect((await stand.finished(job)).progress).toMatchObject({ done: 2, pending: 0 });
    expect(await stand.letterOf(events[2]!)).toMatchObject({ state: 'PARKED' });
    expect(await stand.auditOf(job.id)).toHaveLength(2);
  });
});
