import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startKafka } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { Gate } from './testing/gate.ts';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import { SeverableLink } from './testing/severable-link.ts';
import { killed, slowEventOf, spawnInbox } from './testing/spawn-inbox.ts';
import type { Script } from './testing/stand.controller.ts';
import { SESSION_MS, takeEffect } from './testing/start-stand.ts';

let stand: InboxStand;

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const keys = ['a', 'b', 'c', 'd', 'e', 'f'];

async function sendAll(from: number, to: number): Promise<void> {
  await stand.send(...numbers(from, to).flatMap((n) => keys.map((key) => anEvent(key, n))));
}

async function expectAll(to: number): Promise<void> {
  await stand.untilEffects(to * keys.length);
  for (const key of keys) expect(await stand.effects(key)).toEqual(numbers(1, to));
  expect(await stand.parked()).toEqual([]);
}

afterEach(() => stand.close());

it('stays a member during work longer than its session, and hands partitions over while it works', async () => {
  stand = await InboxStand.open();
  const gate = new Gate();
  const holdsFirst: Script = async (event, context) => {
    await takeEffect(event, context);
    if (event.data.version === 3) await gate.pass();
  };
  await stand.start(holdsFirst);
  await sendAll(1, 5);
  await gate.reached;
  const before = await stand.untilMembers(1);
  await delay(1.2 * SESSION_MS); // sleeps: only time ends a session
  expect(await stand.untilMembers(1)).toEqual(before);
  await stand.start(takeEffect);
  await stand.untilMembers(2);
  await sendAll(6, 8);
  gate.open();
  await expectAll(8);
});

it('loses and repeats nothing when a process is killed between the effect and its commit, and while it streams', async () => {
  stand = await InboxStand.open();
  await sendAll(1, 20);
  const first = spawnInbox(stand, { slowFrom: 10, slowMs: 600_000 });
  expect(await slowEventOf(first)).toBe(10);
  await killed(first, 'SIGKILL');
  const second = spawnInbox(stand, { slowFrom: 11, slowMs: 30 });
  await slowEventOf(second);
  await stand.untilEffects(76);
  await killed(second, 'SIGKILL');
  await stand.start(takeEffect);
  await expectAll(20);
});

it('finishes what is under way on SIGTERM, leaves the rest to the next, and leaves the group', async () => {
  stand = await InboxStand.open();
  await sendAll(1, 3);
  const child = spawnInbox(stand, { slowFrom: 2, slowMs: 4_000 });
  await slowEventOf(child);
  await killed(child, 'SIGTERM');
  const done = await stand.effects();
  expect(done).toContain(2);
  expect(done).not.toContain(3);
  await stand.untilMembers(0);
  await stand.start(takeEffect);
  await expectAll(3);
});

it('waits for its database however long it is away, and holds no event to blame', async () => {
  stand = await InboxStand.open();
  const link = new SeverableLink(new URL(stand.database.appUrl));
  const gate = new Gate();
  const { health } = await stand.start(
    async (event, context) => {
      await takeEffect(event, context);
      if (event.data.version === 2) await gate.pass();
      await takeEffect({ ...event, id: 'second half' }, context);
    },
    { attempts: 1 },
    await link.open(),
  );
  await sendAll(1, 3);
  await gate.reached;
  await link.cut();
  gate.open();
  await eventually(
    'readiness is red',
    () => health.readiness.failing(),
    ({ length }) => length === 1,
  );
  await delay(1_000); // sleeps: far beyond the only attempt and its back-off, of which nothing tells
  await sendAll(4, 5);
  await link.open();
  await stand.untilEffects(5 * 2 * keys.length);
  await eventually(
    'readiness is green',
    () => health.readiness.failing(),
    ({ length }) => length === 0,
  );
  for (const key of keys) expect(await stand.effects(key)).toEqual(numbers(1, 5).flatMap((n) => [n, n]));
  expect(await stand.parked()).toEqual([]);
  expect(await health.liveness.failing()).toEqual([]);
  await stand.close();
  await link.cut();
});

it('goes on after its broker was killed and started again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'einmal-inbox-'));
  let broker = await startKafka({ dir });
  try {
    stand = await InboxStand.open(broker.bootstrapServers);
    const { health } = await stand.start(takeEffect);
    await sendAll(1, 5);
    await stand.untilEffects(11);
    await broker.kill9();
    broker = await startKafka({ dir, port: broker.port });
    await sendAll(6, 10);
    await expectAll(10);
    expect(await health.liveness.failing()).toEqual([]);
  } finally {
    await stand.close();
    await broker.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});

it('turns liveness red when its consumer keeps crashing for a reason of its own', async () => {
  stand = await InboxStand.open();
  const { health } = await stand.start(takeEffect, { topics: [`${stand.topic}.never-made`] });
  expect(await health.liveness.failing()).toEqual([]);
  await eventually(
    'liveness is red',
    () => health.liveness.failing(),
    ({ length }) => length === 1,
  );
});
