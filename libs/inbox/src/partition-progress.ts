import { pause } from '#libs/service-kit';

/**
 * How far one partition is handled, however the events of different keys overtake each other: its position is the
 * offset of the first event that is not finished. Offsets stay far below 2^53.
 */
export class PartitionProgress {
  /** What the broker acknowledged as the group's position; -1 when nothing was committed by this process. */
  committed = -1;
  paused = false;
  /** Set when the partition went to another member: what has not begun is left to it. */
  abandoned = false;
  private next = -1;
  private awaited: { readonly few: number; readonly come: AbortController } | undefined;
  /** Offsets under way, ascending, with the time of their message in ms since the epoch. */
  private readonly unfinished = new Map<number, number>();

  /** False for an offset that was accepted before: after a rejoin the group reads again from its last commit. */
  accept(offset: number, timestamp: number): boolean {
    if (offset < this.next) return false;
    this.unfinished.set(offset, timestamp);
    this.next = offset + 1;
    return true;
  }

  /** Everything up to this offset was read, also what is no message, such as the markers of transactions. */
  readUpTo(offset: number): void {
    this.next = Math.max(this.next, offset + 1);
  }

  finish(offset: number): void {
    this.unfinished.delete(offset);
    if (this.awaited && this.underWay <= this.awaited.few) this.awaited.come.abort();
  }

  /** Resolves when no more than so many are under way, or when the time is over. One may wait at a time. */
  async untilFew(few: number, ms: number): Promise<void> {
    this.awaited = { few, come: new AbortController() };
    await pause(ms, this.awaited.come.signal);
    this.awaited = undefined;
  }

  get position(): number {
    return this.oldest?.[0] ?? this.next;
  }

  get oldestTimestamp(): number | undefined {
    return this.oldest?.[1];
  }

  get underWay(): number {
    return this.unfinished.size;
  }

  private get oldest(): readonly [number, number] | undefined {
    return this.unfinished.entries().next().value;
  }
}
