import { type PartitionRange, TopicReader } from '#libs/kafka';
import { matcherOf } from './replay-order.rules.ts';
import { type Position, RecentRate, TokenBucket } from './replay-progress.rules.ts';
import { type Tally, unmarked } from './replay-proof.rules.ts';
import { ChunkCutter, type ReplaySink, type RunSurroundings } from './replay-sink.ts';
import { ReplayFault } from './replay.errors.ts';
import type { Evidence } from './replay.ts';
import { TallyMaker } from './tally-maker.ts';

/** Largest number of events done in one go; a pause waits for one such chunk at most. */
const CHUNK_MAX = 4_000;
const REPORT_EVERY_MS = 500;

/** One term of work on a running replay: goes on where the last one got to, as often as it takes. */
export class ReplayRun {
  constructor(
    private readonly run: RunSurroundings,
    private readonly sink: ReplaySink,
  ) {}

  /** @returns what was found when source and target were read again; rejects when the signal aborts */
  async finish(): Promise<Evidence> {
    try {
      const positions = await this.sink.open();
      const evidence = this.run.replay.evidence ?? (await this.deliver(positions));
      if (!evidence.verified) {
        throw new ReplayFault('verification-failed', 'Source and target do not hold the same events.');
      }
      await this.sink.settle(evidence);
      return evidence;
    } finally {
      await this.sink.close();
    }
  }

  private async deliver(start: readonly Position[]): Promise<Evidence> {
    const over = new AbortController();
    const signal = AbortSignal.any([this.run.signal, over.signal]);
    // In a first term the proof of the source is read while the copy waits for the broker; a later term may be one of
    // many, and reads it once the copy is complete.
    const early = start.length === 0 ? this.readAgain(signal) : undefined;
    early?.catch(() => undefined);
    try {
      await this.copy(start);
      await this.run.lease.set({ progress: { phase: 'verifying' } });
      const evidence = await this.sink.verify(early ?? this.readAgain(signal));
      await this.run.lease.set({ evidence });
      Object.assign(this.run.replay, { evidence });
      return evidence;
    } finally {
      over.abort();
      await early?.catch(() => undefined);
    }
  }

  private async copy(start: readonly Position[]): Promise<void> {
    const { replay, signal } = this.run;
    const bucket = new TokenBucket(replay.ratePerSecond);
    const cutter = new ChunkCutter(matcherOf(replay.selection), Math.min(CHUNK_MAX, bucket.burst), start);
    const report = this.reporter();
    for await (const runs of this.reader('read', from(replay.ranges, start), signal).read()) {
      for (const chunk of cutter.cut(runs)) {
        await bucket.take(chunk.events.length, signal);
        await this.sink.write(chunk);
        await report(chunk.positions, chunk.events.length);
        signal.throwIfAborted();
      }
    }
    const rest = cutter.rest();
    if (rest) await this.sink.write(rest);
  }

  /** The source once more, by another reader, from the first offset to the last. */
  private async readAgain(signal: AbortSignal): Promise<Tally> {
    const { replay } = this.run;
    const maker = new TallyMaker(this.run.folder);
    const cutter = new ChunkCutter(matcherOf(replay.selection), CHUNK_MAX);
    try {
      for await (const runs of this.reader('proof-source', replay.ranges, signal).read()) {
        for (const { events } of cutter.cut(runs)) {
          for (const { event, value, partition } of events) maker.add(event, unmarked(value), partition);
          await maker.flush();
          await this.sink.witness?.(events);
        }
      }
      return await maker.tally();
    } finally {
      await maker.close();
    }
  }

  private reader(purpose: string, ranges: readonly PartitionRange[], signal: AbortSignal): TopicReader {
    const { replay } = this.run;
    const groupId = `einmal.replay.${replay.id}.${purpose}.${replay.epoch}`;
    return new TopicReader({ ...this.run, topic: replay.selection.topic, groupId, ranges, signal });
  }

  private reporter(): (positions: readonly Position[], events: number) => Promise<void> {
    const offsets = new RecentRate();
    const events = new RecentRate();
    const last = new Map(this.run.replay.ranges.map(({ partition, from: first }) => [partition, first]));
    const since = { at: Date.now(), offsets: 0, events: 0 };
    offsets.add(0, since.at);
    events.add(0, since.at);
    return async (positions, delivered) => {
      for (const { partition, next } of positions) {
        since.offsets += next - (last.get(partition) ?? next);
        last.set(partition, next);
      }
      since.events += delivered;
      const now = Date.now();
      if (now - since.at < REPORT_EVERY_MS) return;
      const offsetsPerSecond = Math.round(offsets.add(since.offsets, now));
      const eventsPerSecond = Math.round(events.add(since.events, now));
      Object.assign(since, { at: now, offsets: 0, events: 0 });
      await this.run.lease.set({ progress: { phase: 'reading', offsetsPerSecond, eventsPerSecond } });
    };
  }
}

function from(ranges: readonly PartitionRange[], start: readonly Position[]): readonly PartitionRange[] {
  const next = new Map(start.map((position) => [position.partition, position.next]));
  return ranges.map((range) => ({ ...range, from: Math.max(range.from, next.get(range.partition) ?? 0) }));
}
