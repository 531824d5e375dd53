import { readChangeEvent } from '#libs/contracts';
import {
  addTopics,
  committedOffsets,
  topicExists,
  TopicReader,
  TransactionalDelivery,
  watermarksOf,
  writtenEnds,
} from '#libs/kafka';
import { pause } from '#libs/service-kit';
import type { KafkaDestination } from './replay-order.rules.ts';
import type { Position } from './replay-progress.rules.ts';
import { hasVanished } from '../ask-kafka.ts';
import { marked, markOf, sameTally, type Tally, unmarked } from './replay-proof.rules.ts';
import type { Chunk, ReplaySink, RunSurroundings, SelectedEvent } from './replay-sink.ts';
import { ReplayFault } from './replay.errors.ts';
import type { Evidence } from './replay.ts';
import { TallyMaker } from './tally-maker.ts';

const MIRROR_EVERY_MS = 250;
const GROUP_POLL_MS = 250;

/** The transaction of a replay, and the group whose offsets are its checkpoint; the group never has a member. */
export const checkpointGroup = (id: string): string => `einmal.replay.${id}`;

/** Delivers to a topic: a side topic, or what a consumer group alone reads. */
export class KafkaSink implements ReplaySink {
  private readonly delivery: TransactionalDelivery;
  private readonly unmirrored = new Map<number, Position>();
  private mirroredAt = 0;
  private keepsPartitions = false;

  constructor(
    private readonly run: RunSurroundings,
    private readonly destination: KafkaDestination,
  ) {
    const { kafka, admin, replay } = run;
    const topics = { source: replay.selection.topic, target: destination.topic };
    this.delivery = new TransactionalDelivery(kafka, admin, checkpointGroup(replay.id), topics);
  }

  async open(): Promise<readonly Position[]> {
    await this.ensureTopic();
    this.keepsPartitions = await this.isAlikePartitioned();
    const positions = (await this.delivery.open()).map(({ partition, next, note }) => {
      const [read = 0, selected = 0] = note.split(' ').map(Number);
      return { partition, next, read, selected };
    });
    if (this.run.replay.targetStart === null) await this.rememberStart();
    await this.mirror(positions, true);
    return positions;
  }

  async write({ events, positions }: Chunk): Promise<void> {
    await this.delivery.write(
      events.map((event) => ({
        key: event.key,
        value: this.mark(event),
        ...(this.keepsPartitions && { partition: event.partition }),
      })),
      positions.map(({ partition, next, read, selected }) => ({
        partition,
        next,
        note: `${read} ${selected}`,
      })),
    );
    await this.mirror(positions);
  }

  async verify(rereading: Promise<Tally>): Promise<Evidence> {
    const [source, { target, lastOffsets }] = await Promise.all([rereading, this.readTarget()]);
    const detail = { topic: this.destination.topic, lastOffsets };
    return { verified: sameTally(source, target), source, target, detail };
  }

  /** Waits until the group has committed past the last delivery in every partition. */
  async settle({ detail }: Evidence): Promise<void> {
    const { group, topic } = this.destination;
    if (group === undefined) return;
    const last = Object.entries(detail['lastOffsets'] as Record<string, number>);
    await this.run.lease.set({ progress: { phase: 'waiting-for-group' } });
    // by hand: a step of the replay, which ends with it
    for (;;) {
      const places = await committedOffsets(this.run.admin, group, topic);
      const committed = new Map(places.map(({ partition, offset }) => [`${partition}`, Number(offset)]));
      if (last.every(([partition, offset]) => (committed.get(partition) ?? -1) > offset)) return;
      // Of a group that is deleted Kafka keeps nothing.
      if ([...committed.values()].every((offset) => offset < 0) && (await hasVanished(this.run.admin, group)))
        throw new ReplayFault(
          'target-unsuitable',
          `Kafka knows no consumer group ${group} any more. What was delivered stays in ${topic}, unread.`,
        );
      await pause(GROUP_POLL_MS, this.run.signal);
      this.run.signal.throwIfAborted();
    }
  }

  async close(): Promise<void> {
    await this.delivery.close();
    await this.mirror([], true);
  }

  private async readTarget(): Promise<{ target: Tally; lastOffsets: Record<string, number> }> {
    const { kafka, replay } = this.run;
    const { topic } = this.destination;
    const start = replay.targetStart ?? {};
    // Up to what is written: the last delivery's markers may still be on their way, and the reader waits for them.
    const ends = [...(await writtenEnds(kafka, topic))];
    const ranges = ends.map(([partition, to]) => ({ partition, from: start[partition] ?? 0, to }));
    const groupId = `einmal.replay.${replay.id}.proof.${replay.epoch}`;
    const maker = new TallyMaker(this.run.folder);
    const lastOffsets: Record<string, number> = {};
    try {
      for await (const runs of new TopicReader({ ...this.run, topic, groupId, ranges }).read()) {
        for (const { partition, messages } of runs) {
          for (const { value, offset } of messages) {
            const mark = value === null ? undefined : markOf(value);
            if (value === null || mark?.replayid !== replay.id) continue;
            const plain = unmarked(value);
            const event = readChangeEvent(plain);
            if (event === undefined) continue;
            maker.add(event, plain, Number(mark.replayorigin.split('/').at(-2)));
            lastOffsets[partition] = Number(offset);
          }
        }
        await maker.flush();
      }
      return { target: await maker.tally(), lastOffsets };
    } finally {
      await maker.close();
    }
  }

  private mark({ value, partition, offset }: SelectedEvent): Buffer {
    const { id, selection } = this.run.replay;
    const { replaytarget } = this.destination;
    return marked(value, {
      replayid: id,
      replayorigin: `${selection.topic}/${partition}/${offset}`,
      ...(replaytarget !== undefined && { replaytarget }),
    });
  }

  private async ensureTopic(): Promise<void> {
    const { admin, replay } = this.run;
    const { topic } = this.destination;
    if (await topicExists(admin, topic)) return;
    if (this.destination.group !== undefined) {
      throw new ReplayFault('target-unsuitable', `There is no topic ${topic} to deliver to.`);
    }
    const partitions = (await watermarksOf(admin, replay.selection.topic)).length;
    await addTopics(admin, [{ topic, partitions }]);
  }

  /** Then every event keeps the partition its key has already led to. */
  private async isAlikePartitioned(): Promise<boolean> {
    const { admin, replay } = this.run;
    const [source, target] = await Promise.all([
      watermarksOf(admin, replay.selection.topic),
      watermarksOf(admin, this.destination.topic),
    ]);
    return source.length === target.length;
  }

  private async rememberStart(): Promise<void> {
    const marks = await watermarksOf(this.run.admin, this.destination.topic);
    const start = Object.fromEntries(marks.map(({ partition, high }) => [partition, high]));
    await this.run.lease.set({ target_start: start });
    Object.assign(this.run.replay, { targetStart: start });
  }

  /** For whoever watches; the truth is in Kafka. */
  private async mirror(positions: readonly Position[], atOnce = false): Promise<void> {
    for (const position of positions) this.unmirrored.set(position.partition, position);
    if (this.unmirrored.size === 0 || (!atOnce && Date.now() - this.mirroredAt < MIRROR_EVERY_MS)) return;
    this.mirroredAt = Date.now();
    await this.run.lease.saveCheckpoints([...this.unmirrored.values()]);
    this.unmirrored.clear();
  }
}
