import {
  applyRows,
  currentGeneration,
  type PartitionPosition,
  positionsOf,
  rowsOf,
  savePositions,
} from '../projections/projection.store.ts';
import { ExpectedRows } from './row-comparison.ts';
import { foldEvents } from '../projections/record-version.rules.ts';
import { readChangeEvent } from '#libs/contracts';
import { TopicReader } from '#libs/kafka';
import { isWhole } from './replay-order.rules.ts';
import type { Position } from './replay-progress.rules.ts';
import type { Tally } from './replay-proof.rules.ts';
import type { Chunk, ReplaySink, RunSurroundings, SelectedEvent } from './replay-sink.ts';
import type { Evidence } from './replay.ts';

/** Rounds of catching up before the last one, during which live updates have to wait. */
const ROUNDS = 2;

/**
 * Builds a shadow generation of the topic's projection and lets it take over. A selection of everything starts from
 * nothing; a smaller one from a copy of what readers see, which it corrects.
 */
export class ProjectionSink implements ReplaySink {
  private generation = 0;
  private readonly expected: ExpectedRows;
  private readonly topic: string;
  private readonly whole: boolean;

  constructor(private readonly run: RunSurroundings) {
    this.topic = run.replay.selection.topic;
    this.whole = isWhole(run.replay.selection);
    this.expected = new ExpectedRows(run.folder);
  }

  async open(): Promise<readonly Position[]> {
    const { lease } = this.run;
    this.generation = await lease.transaction(
      async () => (await this.found()) ?? this.make(),
      'repeatable read',
    );
    return lease.checkpoints();
  }

  async write({ events, positions }: Chunk): Promise<void> {
    const { lease } = this.run;
    await lease.transaction(async () => {
      await applyRows(lease.client, this.generation, foldEvents(events.map(({ event }) => event)));
      await lease.saveCheckpoints(positions);
    });
  }

  async witness(events: readonly SelectedEvent[]): Promise<void> {
    await this.expected.add(events.map(({ event }) => event));
  }

  async verify(rereading: Promise<Tally>): Promise<Evidence> {
    const source = await rereading;
    const rows = rowsOf(this.run.lease.client, this.generation);
    const detail = { generation: this.generation, ...(await this.expected.compare(rows, this.whole)) };
    return { verified: detail.verified, source, target: null, detail };
  }

  async settle(): Promise<void> {
    const { lease } = this.run;
    await lease.set({ progress: { phase: 'catching-up' } });
    for (let round = 0; round < ROUNDS; round++) {
      await this.catchUp(await currentGeneration(lease.client, this.topic), (work) =>
        lease.transaction(work),
      );
    }
    await lease.transaction(async () => {
      // From here to the commit live updates wait; afterwards they go on in the new generation.
      const live = await currentGeneration(lease.client, this.topic, 'for update');
      if (live === this.generation) return;
      await this.catchUp(live, (work) => work());
      await lease.client.query('update projection set generation = $2, swapped_at = now() where topic = $1', [
        this.topic,
        this.generation,
      ]);
    });
  }

  async close(): Promise<void> {
    await this.expected.close();
  }

  private async found(): Promise<number | undefined> {
    const { rows } = await this.run.lease.client.query<{ id: number }>(
      'select id::int as id from projection_generation where replay = $1',
      [this.run.replay.id],
    );
    return rows[0]?.id;
  }

  /** One snapshot for rows and positions, so that the copy is what readers saw at one moment. */
  private async make(): Promise<number> {
    const { client } = this.run.lease;
    const { rows } = await client.query<{ id: number }>(
      'insert into projection_generation (topic, replay) values ($1, $2) returning id::int as id',
      [this.topic, this.run.replay.id],
    );
    const made = rows[0]!.id;
    if (this.whole) {
      await savePositions(
        client,
        made,
        this.run.replay.ranges.map(({ partition, to }) => ({ partition, next: to })),
      );
      return made;
    }
    const live = await currentGeneration(client, this.topic);
    await client.query(
      `update projection_generation made set records = g.records, with_gaps = g.with_gaps, missing = g.missing
       from projection_generation g where made.id = $1 and g.id = $2`,
      [made, live],
    );
    await client.query(
      `insert into record_version select $1, record_id, version, last_type, last_event, effective_on, missing
       from record_version where generation = $2`,
      [made, live],
    );
    await savePositions(client, made, await positionsOf(client, live));
    return made;
  }

  /** Brings the shadow to where a generation stands now. */
  private async catchUp(
    live: number,
    inTransaction: (work: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const { lease, replay } = this.run;
    const shadow = byPartition(await positionsOf(lease.client, this.generation));
    const ahead = await positionsOf(lease.client, live);
    const ranges = ahead.map(({ partition, next }) => ({
      partition,
      from: shadow.get(partition) ?? 0,
      to: next,
    }));
    const groupId = `einmal.replay.${replay.id}.catch-up.${replay.epoch}`;
    const reader = new TopicReader({ ...this.run, topic: this.topic, groupId, ranges });
    for await (const runs of reader.read()) {
      const events = runs.flatMap(({ messages }) =>
        messages.flatMap(({ value }) => readChangeEvent(value) ?? []),
      );
      const latest = new Map(runs.map(({ partition, next }) => [partition, next]));
      await inTransaction(async () => {
        await applyRows(lease.client, this.generation, foldEvents(events));
        await savePositions(
          lease.client,
          this.generation,
          [...latest].map(([partition, next]) => ({ partition, next })),
        );
      });
    }
  }
}

const byPartition = (positions: readonly PartitionPosition[]): ReadonlyMap<number, number> =>
  new Map(positions.map(({ partition, next }) => [partition, next]));
