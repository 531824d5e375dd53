import { eventually } from '#libs/test-kit';
import type { RelayNotice } from './relay.ts';
import { LeadershipLost, RelaySession } from './relay-session.ts';
import { KafkaGate } from './testing/kafka-gate.ts';
import { append, appendLarge, OutboxStand } from './testing/outbox-stand.ts';

let stand: OutboxStand;

beforeEach(async () => {
  stand = await OutboxStand.open();
});

afterEach(() => stand.close());

const standingBy = (notices: readonly string[]) =>
  eventually(
    'the old leader stands by',
    () => notices,
    (all) => all.at(-1) === 'standing-by',
  );

const entered = async (): Promise<number> =>
  Number(await stand.scalar('select coalesce(sum(events), 0) from outbox_ledger'));

it('keeps one relay leading and lets the next take over where it stopped', async () => {
  const leaders: string[] = [];
  const note = (name: string) => (notice: RelayNotice) =>
    void (notice.kind === 'leading' && leaders.push(name));
  const first = stand.relayHere(note('first'));
  await eventually('one leads', () => leaders.length > 0);
  const second = stand.relayHere(note('second'));
  await append(stand.app, 1, 2);
  await stand.untilSeen(({ length }) => length === 2);
  expect(leaders).toEqual(['first']);
  await first.stop();
  await append(stand.app, 3);
  await stand.untilSeen(({ length }) => length === 3);
  expect(leaders).toEqual(['first', 'second']);
  expect(stand.numbersSeen()).toEqual([1, 2, 3]);
  expect(new Set(stand.collector.events.map((event) => event.headers['content-type']))).toEqual(
    new Set(['application/cloudevents+json']),
  );
  await second.stop();
});

describe('a leader that has lost its database connection but lives on', () => {
  it('ends with the batch it was about to send, saves nothing, and stands by', async () => {
    const notices: string[] = [];
    const gate = new KafkaGate(stand.brokers, 'before sending');
    const old = stand.relayHere((notice) => notices.push(notice.kind), gate.kafka);
    await append(stand.app, 1, 2, 3);
    await eventually('the batch is at the gate', () => gate.arrived > 0);
    await stand.endRelaySessions();
    const successor = stand.relayHere();
    await stand.untilSeen(({ length }) => length === 3);
    await append(stand.app, 4, 5);
    await stand.untilSeen(({ length }) => length === 5);
    gate.open();
    await standingBy(notices);
    await append(stand.app, 6);
    await stand.untilSeen((numbers) => numbers.includes(6));
    await successor.stop();
    expect(stand.numbersSeen()).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 6]);
    expect(notices).toEqual(expect.arrayContaining(['leading', 'failed', 'standing-by']));
    expect(await entered()).toBe(6);
    await old.stop();
  });

  it('does not even finish its batch once it knows', async () => {
    const notices: string[] = [];
    const gate = new KafkaGate(stand.brokers, 'before sending');
    const old = stand.relayHere((notice) => notices.push(notice.kind), gate.kafka);
    await appendLarge(stand.app, 20);
    await eventually('the batch is at the gate', () => gate.arrived > 0);
    await stand.endRelaySessions();
    const successor = stand.relayHere();
    await stand.untilSeen(({ length }) => length === 20);
    gate.open();
    await standingBy(notices);
    await append(stand.app, 21);
    await stand.untilSeen((numbers) => numbers.includes(21));
    expect(gate.arrived).toBe(1);
    expect(stand.numbersSeen().length).toBeLessThan(20 + 20);
    await Promise.all([old.stop(), successor.stop()]);
  });
});

it('refuses cursor and entries of a deposed relay whose connection still works', async () => {
  const [old, successor] = [new RelaySession(stand.database.appUrl), new RelaySession(stand.database.appUrl)];
  await Promise.all([old.open(), successor.open()]);
  const cursor = await old.takeOver();
  const entry = { day: 20_000, events: 1, idSum: 5n, contentHash: 7n };
  await old.save({ ...cursor, high: 5 }, [entry]);
  expect((await successor.takeOver()).high).toBe(5);
  await expect(old.save({ ...cursor, high: 9 }, [entry])).rejects.toThrow(LeadershipLost);
  expect(Number(await stand.scalar('select high from outbox_cursor'))).toBe(5);
  expect(await entered()).toBe(1);
  await Promise.all([old.close(), successor.close()]);
});
