import { eventually } from '#libs/test-kit';
import { append, OutboxStand } from './testing/outbox-stand.ts';
import { PostgresGate } from './testing/postgres-gate.ts';

let stand: OutboxStand;

beforeEach(async () => {
  stand = await OutboxStand.open();
});

afterEach(() => stand.close());

const position = async (): Promise<number> => Number(await stand.scalar('select high from outbox_cursor'));

it('waits for a writer whose transaction id lies above the snapshot that saw its gap', async () => {
  const relay = stand.relayHere();
  await append(stand.app, 0);
  await stand.untilSeen((numbers) => numbers.includes(0));
  // The relay's own transaction is over, so it cannot push the snapshot's xmax up by chance.
  await eventually('the cursor is saved', position, (high) => high === 1);
  const [low, high] = [await stand.app.connect(), await stand.app.connect()];
  for (const writer of [low, high]) await writer.query('begin; select pg_current_xact_id()');
  await append(high, 1);
  await append(low, 2);
  await low.query('commit');
  await stand.tell();
  await stand.untilSeen((numbers) => numbers.includes(2));
  await append(stand.app, 3); // another poll
  await stand.untilSeen((numbers) => numbers.includes(3));
  expect(stand.numbersSeen()).toEqual([0, 2, 3]);
  await high.query('commit');
  await stand.untilSeen((numbers) => numbers.includes(1));
  low.release();
  high.release();
  await relay.stop();
});

it('survives the loss of its database connection', async () => {
  const notices: string[] = [];
  const relay = stand.relayHere((notice) => notices.push(notice.kind));
  await append(stand.app, 1);
  await stand.untilSeen(({ length }) => length === 1);
  await stand.endRelaySessions();
  await append(stand.app, 2);
  await stand.untilSeen((numbers) => numbers.includes(2));
  expect(notices).toContain('failed');
  await relay.stop();
});

it('publishes what is committed before it stops', async () => {
  const relay = stand.relayHere();
  await append(stand.app, -1);
  await stand.untilSeen(({ length }) => length === 1);
  await append(stand.app, ...Array.from({ length: 2_500 }, (_, i) => i));
  await relay.stop();
  await stand.untilSeen(({ length }) => length === 2_501);
  expect(stand.numbersSeen()).toEqual(Array.from({ length: 2_501 }, (_, i) => i - 1));
});

it('publishes what was committed after a poll that is answered only after the stop', async () => {
  const gate = await PostgresGate.open(stand.database.appUrl);
  const relay = stand.relayHere(undefined, undefined, gate.url);
  await append(stand.app, 0);
  await eventually('the first event is published', position, (high) => high === 1);
  await gate.holdAnswers();
  await append(stand.app, 1);
  const stopped = relay.stop();
  gate.letGo();
  await stopped;
  gate.close();
  expect(await position()).toBe(2);
});
