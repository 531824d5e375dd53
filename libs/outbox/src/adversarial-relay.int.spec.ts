import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#libs/test-kit';
import { truthSql, writeUntil } from './testing/adversarial-writer.ts';
import { describeTrial, judge } from './testing/trial.ts';
import { OutboxStand } from './testing/outbox-stand.ts';
import type { RelayElsewhere } from './testing/relay-elsewhere.ts';

const WRITERS = 16;
const KILLS = 8;
const BATCH = 100;
const patienceMs = 120_000;

let stand: OutboxStand;

beforeEach(async () => {
  stand = await OutboxStand.open();
});

afterEach(() => stand.close());

/** One leads, one stands by; returns them in that order. */
async function leaderFirst(relays: readonly RelayElsewhere[]): Promise<readonly RelayElsewhere[]> {
  const states = () => relays.map(({ published, crashed }) => ({ published, crashed }));
  await eventually(
    'a leader publishes',
    states,
    (all) => all.some(({ published, crashed }) => crashed || published >= 2 * BATCH),
    patienceMs,
  );
  expect(relays.map(({ crashed }) => crashed)).toEqual(relays.map(() => false));
  return relays.toSorted((a, b) => b.published - a.published);
}

it('loses and inverts nothing under adversarial writers, and repeats one batch at most per killed leader', async () => {
  await stand.asMigrator(truthSql);
  const stop = new AbortController();
  const writing = Promise.all(
    Array.from({ length: WRITERS }, () => writeUntil(stand.database.appUrl, stop.signal)),
  );
  writing.catch(() => undefined); // told when it is awaited
  const unrelated = await stand.app.connect();
  await unrelated.query('begin; select pg_current_xact_id()');

  let relays: readonly RelayElsewhere[] = [stand.relayElsewhere(BATCH), stand.relayElsewhere(BATCH)];
  const terms: number[] = [];
  const killedAt: number[] = [];
  while (killedAt.length < KILLS) {
    const [leader, ...others] = await leaderFirst(relays);
    await delay(randomInt(80)); // sleeps: the kill comes anywhere within a batch
    killedAt.push((await leader?.kill()) ?? 0);
    terms.push(leader?.terms ?? 0);
    relays = [...others, stand.relayElsewhere(BATCH)];
  }
  await leaderFirst(relays);
  stop.abort();
  await writing;
  const { rows: written } = await stand.app.query<{ id: string }>('select event_id as id from written');
  const seen = (): number => new Set(stand.collector.events.map(({ value }) => value['id'])).size;
  await eventually('all events arrive', seen, (count) => count >= written.length, patienceMs).catch(
    () => undefined,
  );
  await unrelated.query('rollback');
  unrelated.release();
  const exitCodes = await Promise.all(relays.map((relay) => relay.stop()));

  const ids = written.map(({ id }) => id);
  const trial = judge({ written: ids, events: stand.collector.events, killedAt, terms, batch: BATCH });
  process.stdout.write(describeTrial(trial, `${WRITERS} writers, 5 hot keys, an unrelated open transaction`));
  expect(trial).toMatchObject({ lost: 0, invented: 0, inverted: 0, repeatedUnasked: 0, tooMany: 0 });
  expect(ids.length).toBeGreaterThan(KILLS * BATCH);
  expect(exitCodes).toEqual([0, 0]);
  const entered = await stand.scalar('select sum(events) from outbox_ledger');
  expect(Number(entered)).toBe(ids.length);
}, 600_000);
