import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { groupConsumer } from '#libs/kafka';
import { LiveProjection } from '../projections/live-projection.ts';
import { eventually } from '#libs/test-kit';
import { KillableOperator } from '../testing/killable-operator.ts';
import type { ReplayDto } from './replay.dto.ts';
import { anEvent } from './replay.builder.ts';
import { ReplayStand } from '../testing/replay-stand.ts';

const SUBJECTS = 50;
const EVENTS = 4_000;
const RATE = 2_000;
const KILLS = [0.15, 0.45, 0.75];

const idOf = (value: Record<string, unknown>): string => String(value['id']);
const expectedIds = Array.from({ length: EVENTS }, (_, n) => anEvent(n, SUBJECTS).id).sort();

/** Versions of each record in the order in which they stand there. */
function versionsBySubject(values: readonly Record<string, unknown>[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const value of values) {
    const versions = found.get(String(value['subject'])) ?? [];
    found.set(String(value['subject']), versions);
    versions.push((value['data'] as { version: number }).version);
  }
  return found;
}

const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > numbers[index - 1]!);

describe('an operator process that is killed again and again', () => {
  let stand: ReplayStand;
  let operator: KillableOperator;
  let deliveries: string;

  beforeAll(async () => {
    stand = await ReplayStand.open();
    [operator, deliveries] = await Promise.all([
      KillableOperator.start(stand),
      stand.createDeliveryTopic(),
      stand.write(0, EVENTS, SUBJECTS),
    ]);
  });
  afterAll(async () => {
    await operator?.stop();
    await stand?.close();
  });

  /** Kills the process whenever the next share of the events was delivered. */
  async function replayWithKills(target: object): Promise<ReplayDto> {
    const { id } = await operator.operators.started({ topic: stand.topic, target, ratePerSecond: RATE });
    for (const share of KILLS) {
      await operator.operators.until(
        id,
        ({ progress, state }) => state !== 'running' || (progress?.delivered ?? 0) >= share * EVENTS,
      );
      await operator.kill();
      await operator.revive();
    }
    return operator.operators.ended(id, 200_000);
  }

  function expectExactlyOnce(values: readonly Record<string, unknown>[]): void {
    expect(values.map(idOf).sort()).toEqual(expectedIds);
    expect([...versionsBySubject(values).values()].every(isAscending)).toBe(true);
  }

  it('delivers to a side topic exactly once, in the order of each key', async () => {
    const done = await replayWithKills({ kind: 'side-topic', topic: stand.sideTopic });
    expect(done).toMatchObject({ state: 'done', evidence: { verified: true, source: { events: EVENTS } } });
    const content = await stand.contentOf(stand.sideTopic, EVENTS);
    expectExactlyOnce(content.map(({ value }) => value));
  });

  it('delivers to a consumer group exactly once, and is done when the group is', async () => {
    const consumed: Record<string, unknown>[] = [];
    const consumer = groupConsumer(stand.kafka, { groupId: stand.group, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic: deliveries, fromBeginning: true });
    await consumer.run({
      autoCommitInterval: 100,
      eachMessage: async ({ message }) => {
        consumed.push(JSON.parse(String(message.value)) as Record<string, unknown>);
      },
    });
    const done = await replayWithKills({ kind: 'group', group: stand.group });
    await consumer.disconnect();
    expect(done).toMatchObject({ state: 'done', evidence: { verified: true } });
    expectExactlyOnce(consumed);
    expect(new Set(consumed.map((event) => event['replayid']))).toEqual(new Set([done.id]));
  });

  it('writes a file exactly once, and its checksum', async () => {
    const done = await replayWithKills({ kind: 'file' });
    expect(done).toMatchObject({ state: 'done', evidence: { verified: true } });
    const bytes = readFileSync(join(stand.folder, `${done.id}.ndjson`));
    const lines = bytes.toString().trimEnd().split('\n');
    expectExactlyOnce(lines.map((line) => JSON.parse(line) as Record<string, unknown>));
    const sum = createHash('sha256').update(bytes).digest('hex');
    expect(readFileSync(join(stand.folder, `${done.id}.ndjson.sha256`), 'utf8')).toBe(
      `${sum}  ${done.id}.ndjson\n`,
    );
  });

  it('leaves no copy of a file behind that its end interrupted', async () => {
    const { operators } = operator;
    const order = { topic: stand.topic, target: { kind: 'file' }, ratePerSecond: 1 };
    const { id } = await operators.approved(order);
    const copy = join(stand.folder, `${id}.ndjson.part.0`);
    writeFileSync(copy, 'half a line');
    await operators.post(`/${id}/start`);
    await operators.until(id, ({ progress }) => (progress?.delivered ?? 0) > 0);
    expect(existsSync(copy)).toBe(false);

    await operators.post(`/${id}/cancel`);
    await operator.kill();
    writeFileSync(copy, 'half a line');
    await operator.revive();
    await eventually('the sweep removes it', () => !existsSync(copy));
  });

  it('rebuilds a projection beside the live one and loses no live update', async () => {
    const pool = new pg.Pool({ connectionString: operator.database.appUrl });
    const groupId = `${stand.group}.live`;
    const crashes: Error[] = [];
    const live = new LiveProjection({
      kafka: stand.kafka,
      pool,
      topic: stand.topic,
      groupId,
      onApplied: () => undefined,
      onCrash: (error) => crashes.push(error),
    });
    await live.start();
    const extra = 500;
    const replaying = replayWithKills({ kind: 'projection' });
    await stand.write(EVENTS, EVENTS + extra, SUBJECTS);
    const done = await replaying;
    expect(done).toMatchObject({
      state: 'done',
      evidence: { verified: true, detail: { expected: SUBJECTS } },
    });
    const state = `select p.generation::int as generation, g.replay, min(v.version) as least, max(v.version) as most,
        sum(v.missing)::int as missing, count(*)::int as records
      from projection p join projection_generation g on g.id = p.generation
      join record_version v on v.generation = p.generation where p.topic = $1 group by 1, 2`;
    const versions = (EVENTS + extra) / SUBJECTS;
    const expected = { replay: done.id, least: versions, most: versions, missing: 0, records: SUBJECTS };
    const read = async () =>
      (await pool.query<{ least?: number }>(state, [stand.topic])).rows[0] ?? { least: 0 };
    const found = await eventually('the live updates are in', read, ({ least }) => least === versions);
    expect(found).toMatchObject(expected);
    expect(crashes).toEqual([]);
    await live.stop();
    await pool.end();
  });
});
