import { runMigrations } from '#libs/service-kit';
import { dayAfter } from '#libs/test-kit';
import { removeOldDays } from './outbox-retention.ts';
import type { RelayNotice } from './relay.ts';
import { KafkaGate } from './testing/kafka-gate.ts';
import { append, appendOn, outboxMigrations, OutboxStand } from './testing/outbox-stand.ts';

let stand: OutboxStand;

beforeEach(async () => {
  stand = await OutboxStand.open();
});

afterEach(() => stand.close());

const remove = () => removeOldDays(stand.app, 1);
/** Of the day on which the suite began, also where that ends meanwhile. */
const BEGUN = new Date().toISOString().slice(0, 10);
const dayAgo = (days: number): string => dayAfter(BEGUN, -days);
const rowsLeft = async (): Promise<number> => Number(await stand.scalar('select count(*) from outbox'));

/** Rows of four and three days ago, in partitions, and of today; published and entered. */
async function publishedDays(): Promise<void> {
  await stand.makePartition(dayAgo(4));
  await stand.makePartition(dayAgo(3));
  await appendOn(stand.app, dayAgo(4), 1, 2, 3);
  await appendOn(stand.app, dayAgo(3), 4, 5);
  await append(stand.app, 6);
  await publishAll(6);
}

async function publishAll(events: number): Promise<void> {
  const relay = stand.relayHere();
  await stand.untilSeen(({ length }) => length >= events);
  await relay.stop();
}

describe('old days', () => {
  it('are removed with their partition once count, sum and hash agree, and leave an entry behind', async () => {
    await publishedDays();
    expect(await remove()).toEqual([
      { day: dayAgo(4), verdict: 'removed', held: 3, expected: 3 },
      { day: dayAgo(3), verdict: 'removed', held: 2, expected: 2 },
    ]);
    expect(await rowsLeft()).toBe(1);
    expect(
      await stand.scalar(`select to_regclass('outbox_' || '${dayAgo(4).replaceAll('-', '')}')`),
    ).toBeNull();
    expect(Number(await stand.scalar('select sum(removed_events) from outbox_ledger'))).toBe(5);
    expect(await remove()).toEqual([]);
  });

  it('are kept when the table holds a row more, a row less or another content than was published', async () => {
    const partition = `outbox_${dayAgo(4).replaceAll('-', '')}`;
    const tampering = [
      `insert into ${partition} (id, event_id, key, payload, created_at) overriding system value
       select -1, gen_random_uuid(), key, payload, created_at from ${partition} limit 1`,
      `delete from ${partition} where id = (select min(id) from ${partition})`,
      `update ${partition} set payload = payload || ' ' where id = (select min(id) from ${partition})`,
      `with moved as (delete from ${partition} where id = (select min(id) from ${partition}) returning *)
       insert into ${partition} (id, event_id, key, payload, created_at) overriding system value
       select -id, event_id, key, payload, created_at from moved`,
    ];
    await publishedDays();
    await stand.asMigrator(`create table untouched as select * from ${partition}`);
    for (const sql of tampering) {
      await stand.asMigrator(sql);
      expect((await remove())[0]).toMatchObject({ day: dayAgo(4), verdict: 'disagrees' });
      await stand.asMigrator(`delete from ${partition};
        insert into ${partition} overriding system value select * from untouched`);
    }
    expect((await remove())[0]).toMatchObject({ verdict: 'removed', held: 3 });
  });

  it('are kept while the relay has not passed them, or an id below them may still appear', async () => {
    await stand.makePartition(dayAgo(4));
    await appendOn(stand.app, dayAgo(4), 1);
    expect(await remove()).toEqual([{ day: dayAgo(4), verdict: 'unpublished', held: 1, expected: 0 }]);
    await stand.whileWriting(async (late) => {
      await append(late, 2);
      await appendOn(stand.app, dayAgo(4), 3);
      await publishAll(2);
      expect(await remove()).toMatchObject([{ verdict: 'unpublished', held: 2, expected: 2 }]);
    });
    await publishAll(3);
    expect(await remove()).toMatchObject([{ verdict: 'removed', held: 2, expected: 2 }]);
  });

  it('wait for a writer of that day who is still at work, without holding up the others', async () => {
    await publishedDays();
    await stand.whileWriting(async (writer) => {
      await appendOn(writer, dayAgo(4), 7);
      expect((await remove())[0]).toMatchObject({ day: dayAgo(4), verdict: 'busy' });
      await append(stand.app, 8);
    });
    expect((await remove())[0]).toMatchObject({ day: dayAgo(4), verdict: 'unpublished' });
    await publishAll(8);
    expect((await remove())[0]).toMatchObject({ day: dayAgo(4), verdict: 'removed', held: 4 });
  });

  it('are removed from the default partition too, also when a row came after its day was gone', async () => {
    await appendOn(stand.app, dayAgo(5), 1, 2);
    await publishAll(2);
    expect(await remove()).toEqual([{ day: dayAgo(5), verdict: 'removed', held: 2, expected: 2 }]);
    await appendOn(stand.app, dayAgo(5), 3);
    expect(await remove()).toMatchObject([{ verdict: 'unpublished', held: 1, expected: 0 }]);
    await publishAll(3);
    expect(await remove()).toEqual([{ day: dayAgo(5), verdict: 'removed', held: 1, expected: 1 }]);
    expect(await rowsLeft()).toBe(0);
    expect(stand.numbersSeen()).toEqual([1, 2, 3]);
  });
});

describe('what the relay publishes', () => {
  it('is entered once, however often a batch is repeated', async () => {
    await stand.makePartition(dayAgo(4));
    await appendOn(stand.app, dayAgo(4), 1, 2, 3);
    const gate = new KafkaGate(stand.brokers, 'before the answer');
    const notices: RelayNotice[] = [];
    const relay = stand.relayHere((notice) => notices.push(notice), gate.kafka);
    // The broker has the batch, and the relay does not know it.
    await stand.untilSeen(({ length }) => length >= 3);
    await stand.endRelaySessions();
    gate.open();
    await stand.untilSeen(({ length }) => length >= 6);
    await relay.stop();
    expect(await remove()).toEqual([{ day: dayAgo(4), verdict: 'removed', held: 3, expected: 3 }]);
  });

  it('counts as entered when it was published before there was a ledger', async () => {
    const old = await OutboxStand.open(outboxMigrations.slice(0, 1));
    await appendOn(old.app, dayAgo(5), 1, 2, 3, 4);
    await old.asMigrator(`update outbox_cursor set high = 3, gaps = '[{"first":2,"last":2,"stamp":null}]'`);
    await runMigrations(old.database.migratorUrl, outboxMigrations);
    expect(Number(await old.scalar('select events from outbox_ledger'))).toBe(2);
    await old.close();
  });
});

it('lets the app role neither drop a partition nor remove a day that is not over', async () => {
  await expect(stand.app.query('drop table outbox_default')).rejects.toThrow(/must be owner/);
  await expect(stand.app.query('delete from outbox_ledger')).rejects.toThrow(/permission denied/);
  await expect(stand.app.query('select outbox_remove_day(current_date)')).rejects.toThrow(/is over/);
  const careless = await stand.app.connect();
  await careless.query('begin isolation level repeatable read');
  await expect(careless.query('select outbox_remove_day(current_date - 9)')).rejects.toThrow(
    /read committed/,
  );
  await careless.query('rollback');
  careless.release();
});
