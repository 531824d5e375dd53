import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { register } from 'prom-client';
import { OutboxMetrics } from './outbox.metrics.ts';
import type { RelayNotice } from './relay.ts';
import { LeadershipLost, RelaySession } from './relay-session.ts';
import { truthSql, writeUntil } from './testing/adversarial-writer.ts';
import { distinctIds, inversions } from './testing/order.ts';
import { append, OutboxStand, until } from './testing/outbox-stand.ts';

let stand: OutboxStand;

beforeEach(async () => {
  stand = await OutboxStand.open();
}, 60_000);

afterEach(() => stand.close());

it('loses nothing and inverts nothing under adversarial writers while the relay is killed three times', async () => {
  await stand.asMigrator(truthSql);
  const stop = new AbortController();
  const writers = Array.from({ length: 8 }, () => writeUntil(stand.database.appUrl, stop.signal));
  const unrelated = await stand.app.connect();
  await unrelated.query('begin; select pg_current_xact_id()');
  for (let kill = 0; kill < 3; kill++) {
    const relay = stand.relayElsewhere();
    await delay(1_500);
    relay.kill('SIGKILL');
    await once(relay, 'exit');
  }
  const last = stand.relayElsewhere();
  await delay(1_500);
  stop.abort();
  await Promise.all(writers);
  const { rows } = await stand.app.query<{ event_id: string }>('select event_id from written');
  await until(() => distinctIds(stand.collector.events).size >= rows.length).catch(() => undefined);
  await unrelated.query('rollback');
  unrelated.release();
  last.kill('SIGTERM');
  const [exitCode] = (await once(last, 'exit')) as [number];

  const seen = distinctIds(stand.collector.events);
  const report = {
    written: rows.length,
    lost: rows.filter((row) => !seen.has(row.event_id)).length,
    invented: seen.size - rows.length,
    inverted: inversions(stand.collector.events),
    repeated: stand.collector.events.length - seen.size,
    exitCode,
  };
  process.stdout.write(`adversarial relay: ${JSON.stringify(report)}\n`);
  expect(report).toMatchObject({ lost: 0, inverted: 0, invented: 0, exitCode: 0 });
  expect(report.written).toBeGreaterThan(200);
}, 60_000);

it('waits for a writer whose transaction id lies above the snapshot that saw its gap', async () => {
  const relay = stand.relayHere();
  await append(stand.app, 0);
  await until(() => stand.numbersSeen().includes(0));
  await delay(50); // the relay's own transactions are over, so it cannot push the snapshot's xmax up by chance
  const [low, high] = [await stand.app.connect(), await stand.app.connect()];
  for (const writer of [low, high]) await writer.query('begin; select pg_current_xact_id()');
  await append(high, 1);
  await append(low, 2);
  await low.query('commit');
  await until(() => stand.numbersSeen().includes(2));
  await delay(200);
  await high.query('commit');
  await until(() => stand.numbersSeen().includes(1), 3_000);
  low.release();
  high.release();
  await relay.stop();
}, 30_000);

it('keeps one relay leading and lets the next take over where it stopped', async () => {
  const leaders: string[] = [];
  const note = (name: string) => (notice: RelayNotice) =>
    void (notice.kind === 'leading' && leaders.push(name));
  const first = stand.relayHere(note('first'));
  await until(() => leaders.length === 1);
  const second = stand.relayHere(note('second'));
  await append(stand.app, 1, 2);
  await until(() => stand.numbersSeen().length === 2);
  expect(leaders).toEqual(['first']);
  await first.stop();
  await append(stand.app, 3);
  await until(() => stand.numbersSeen().length === 3);
  expect(leaders).toEqual(['first', 'second']);
  expect(stand.numbersSeen()).toEqual([1, 2, 3]);
  expect(new Set(stand.collector.events.map((event) => event.headers['content-type']))).toEqual(
    new Set(['application/cloudevents+json']),
  );
  await second.stop();
}, 30_000);

it('refuses the cursor of a deposed relay', async () => {
  const [old, successor] = [new RelaySession(stand.database.appUrl), new RelaySession(stand.database.appUrl)];
  await Promise.all([old.open(), successor.open()]);
  const cursor = await old.takeOver();
  await old.save({ ...cursor, high: 5 }, []);
  expect((await successor.takeOver()).high).toBe(5);
  await expect(old.save({ ...cursor, high: 9 }, [])).rejects.toThrow(LeadershipLost);
  expect(Number(await stand.scalar('select high from outbox_cursor'))).toBe(5);
  await Promise.all([old.close(), successor.close()]);
});

it('survives the loss of its database connection', async () => {
  const notices: string[] = [];
  const relay = stand.relayHere((notice) => notices.push(notice.kind));
  await append(stand.app, 1);
  await until(() => stand.numbersSeen().length === 1);
  await stand.endRelaySessions();
  await append(stand.app, 2);
  await until(() => stand.numbersSeen().includes(2));
  expect(notices).toContain('failed');
  await relay.stop();
}, 30_000);

it('keeps retrying while Kafka is away, shows the backlog, and drains when it is back', async () => {
  new OutboxMetrics(stand.app);
  const notices: RelayNotice[] = [];
  const lost = stand.relayHere((notice) => notices.push(notice), stand.kafka('127.0.0.1:1'));
  await append(stand.app, 1, 2, 3);
  await until(() => notices.filter((notice) => notice.kind === 'failed').length >= 2);
  const metrics = await register.metrics();
  expect(metrics).toContain('einmal_outbox_backlog_events 3');
  expect(metrics).toMatch(
    /einmal_outbox_oldest_event_age_seconds 0\.\d+|einmal_outbox_oldest_event_age_seconds [1-9]/,
  );
  await lost.stop();
  const relay = stand.relayHere();
  await until(() => stand.numbersSeen().length === 3);
  await relay.stop();
  expect(await register.metrics()).toContain('einmal_outbox_backlog_events 0');
}, 30_000);

it('publishes what is committed before it stops', async () => {
  const notices: string[] = [];
  const relay = stand.relayHere((notice) => notices.push(notice.kind));
  await until(() => notices.includes('leading'));
  await append(stand.app, ...Array.from({ length: 2_500 }, (_, i) => i));
  await relay.stop();
  await until(() => stand.numbersSeen().length === 2_500);
  expect(stand.numbersSeen()).toEqual(Array.from({ length: 2_500 }, (_, i) => i));
}, 30_000);
