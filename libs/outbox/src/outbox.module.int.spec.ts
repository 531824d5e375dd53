import { randomUUID } from 'node:crypto';
import { type INestApplicationContext, type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { register } from 'prom-client';
import { DataSource, type EntityManager } from 'typeorm';
import { databaseModule, notesForOperators } from '#libs/service-kit';
import { databaseConfig, eventually, uniqueTopic } from '#libs/test-kit';
import { appendEvents } from './append-events.ts';
import { OutboxModule } from './outbox.module.ts';
import { OutboxStand } from './testing/outbox-stand.ts';

@Module({})
class Process {}

/** Longer than the test lasts: what is published was told of, or lies in a gap. */
const NEVER_MS = 3_600_000;

let stand: OutboxStand;
const processes: INestApplicationContext[] = [];

beforeEach(async () => {
  stand = await OutboxStand.open();
});

afterEach(async () => {
  for (const process of processes.splice(0)) await process.close();
  await stand.close();
});

async function begin(topic = stand.topic, logger: LoggerService | false = false): Promise<DataSource> {
  const imports = [
    databaseModule(databaseConfig(stand.database.appUrl), 'outbox'),
    OutboxModule.for({
      topic,
      databaseUrl: stand.database.appUrl,
      kafka: stand.kafka(),
      idleMs: NEVER_MS,
    }),
  ];
  const process = await NestFactory.createApplicationContext({ module: Process, imports }, { logger });
  processes.push(process);
  return process.get(DataSource);
}

const append = (manager: EntityManager, n: number): Promise<void> =>
  appendEvents(manager, [{ id: randomUUID(), key: 'k', payload: JSON.stringify({ n }) }]);

const leads = async (): Promise<boolean> => Number(await stand.scalar(`select epoch from outbox_cursor`)) > 0;

it('rests until a commit is told of, in the process that leads or in another, and while no gap is open', async () => {
  const leading = await begin();
  await eventually('one leads', leads, (is) => is);
  const other = await begin();
  const act = (source: DataSource, n: number) => source.transaction((manager) => append(manager, n));

  await act(leading, 1);
  await stand.untilSeen((numbers) => numbers.includes(1));
  // By now it certainly leads.
  await act(leading, 2);
  await stand.untilSeen((numbers) => numbers.includes(2));
  await act(other, 3);
  await stand.untilSeen((numbers) => numbers.includes(3));

  // Nobody tells of this one: its writer is a mere connection.
  await stand.whileWriting(async (late) => {
    await appendEvents(late, [{ id: randomUUID(), key: 'k', payload: '{"n":4}' }]);
    await act(other, 5);
    await stand.untilSeen((numbers) => numbers.includes(5));
  });
  await stand.untilSeen((numbers) => numbers.includes(4));
  expect(stand.numbersSeen()).toEqual([1, 2, 3, 5, 4]);
});

it('writes to a topic of too few partitions, leads, and says what is to be done while it is empty', async () => {
  const warnings: unknown[] = [];
  const nothing = (): void => undefined;
  const logger = { log: nothing, error: nothing, warn: (line: unknown) => warnings.push(line) };
  const source = await begin(await uniqueTopic('outbox.few', 3), logger);
  await source.transaction((manager) => append(manager, 1));
  const isPublished = async (): Promise<boolean> =>
    Number(await stand.scalar(`select epoch from outbox_cursor`)) > 0 && warnings.length > 0;
  await eventually('it is told', isPublished, (is) => is);
  expect(warnings).toEqual([expect.stringMatching(/has 3 partitions and is to have 12.*while it is empty/i)]);
  expect(notesForOperators()).toEqual(expect.arrayContaining(warnings));
  expect(await register.getSingleMetric('einmal_outbox_relay_leading')?.get()).toMatchObject({
    values: [{ value: 1 }],
  });
});
