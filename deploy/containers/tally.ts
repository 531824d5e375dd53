/** What callers of one kind saw between two looks. */
export interface Seen {
  readonly answered: number;
  /** How often they were refused, by what they were told. */
  readonly refused: ReadonlyMap<string, number>;
  /** From one good answer to the next. */
  readonly longestGapMs: number;
  /** Of all answers, refusals included. */
  readonly slowestMs: number;
}

const nothing = { answered: 0, longestGapMs: 0, slowestMs: 0 };

/** Counts what callers see. Instants are milliseconds of one clock. */
export class Tally {
  private seen = { ...nothing, refused: new Map<string, number>() };
  private lastGoodMs: number;

  constructor(nowMs: number) {
    this.lastGoodMs = nowMs;
  }

  answered(sentMs: number, nowMs: number): void {
    this.seen.answered += 1;
    this.noteTaken(nowMs - sentMs);
    this.noteGap(nowMs);
    this.lastGoodMs = nowMs;
  }

  refused(how: string, sentMs: number, nowMs: number): void {
    this.noteTaken(nowMs - sentMs);
    this.seen.refused.set(how, (this.seen.refused.get(how) ?? 0) + 1);
  }

  /** Whether a good answer came after the instant. */
  isGoodSince(instantMs: number): boolean {
    return this.lastGoodMs > instantMs;
  }

  /** What was seen since the last look; a gap that lasts is told now and counted on. */
  take(nowMs: number): Seen {
    this.noteGap(nowMs);
    const taken = this.seen;
    this.seen = { ...nothing, refused: new Map() };
    return taken;
  }

  private noteTaken(ms: number): void {
    this.seen.slowestMs = Math.max(this.seen.slowestMs, ms);
  }

  private noteGap(nowMs: number): void {
    this.seen.longestGapMs = Math.max(this.seen.longestGapMs, nowMs - this.lastGoodMs);
  }
}

/** What several kinds of callers saw: the numbers together, the longest times of any. */
export function together(all: readonly Seen[]): Seen {
  const refused = new Map<string, number>();
  for (const [how, count] of all.flatMap((seen) => [...seen.refused]))
    refused.set(how, (refused.get(how) ?? 0) + count);
  return {
    answered: all.reduce((sum, { answered }) => sum + answered, 0),
    refused,
    longestGapMs: Math.max(0, ...all.map(({ longestGapMs }) => longestGapMs)),
    slowestMs: Math.max(0, ...all.map(({ slowestMs }) => slowestMs)),
  };
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** `96 answered, 12 × 503 register-unavailable, longest gap 3.1 s, slowest 1.2 s` */
export function inWords({ answered, refused, longestGapMs, slowestMs }: Seen): string {
  const refusals = [...refused].map(([how, count]) => `${count} × ${how}`);
  const times = [`longest gap ${seconds(longestGapMs)}`, `slowest ${seconds(slowestMs)}`];
  return [`${answered} answered`, ...refusals, ...times].join(', ');
}
