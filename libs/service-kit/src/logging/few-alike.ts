import { untraced } from '../tracing/current-span.ts';

/** What makes lines alike, in the words of the event. */
export interface Alike {
  readonly event: string;
  readonly reason?: unknown;
  readonly code?: unknown;
  readonly client?: unknown;
  readonly authority?: unknown;
}

const LINES = 10;
const MINUTE_MS = 60_000;
/** Clients are of the policy and reasons ours; beyond so many of a minute, those of an event count as one. */
const MOST_KINDS = 1_000;

/**
 * Whoever is refused writes into the log with each request, so ten lines of a kind are written in a minute, and at its end one
 * that says how many more there were. Kinds of a minute are forgotten with it.
 */
export class FewAlike {
  private readonly kinds = new Map<string, { readonly alike: Alike; times: number }>();
  private minute: NodeJS.Timeout | undefined;

  /** @param tellMore hears, at a minute's end, of a kind of which lines were held back, and how many */
  constructor(
    private readonly tellMore: (alike: Alike, times: number) => void,
    private readonly minuteMs = MINUTE_MS,
  ) {}

  /** Whether this line is one of the few. */
  allows({ event, reason, code, client, authority }: Alike): boolean {
    const own = JSON.stringify([event, reason ?? code, client, authority]);
    const key = this.kinds.has(own) || this.kinds.size < MOST_KINDS ? own : event;
    let kind = this.kinds.get(key);
    if (kind === undefined) {
      const alike = key === event ? { event } : { event, reason, code, client, authority };
      kind = { alike, times: 0 };
      this.kinds.set(key, kind);
    }
    // by hand: the log is there before any application and after it, and nothing waits for a minute of it
    this.minute ??= setTimeout(() => untraced(() => this.endMinute()), this.minuteMs).unref();
    kind.times += 1;
    return kind.times <= LINES;
  }

  /** Also when the process ends, so that what was held back is told. */
  endMinute(): void {
    clearTimeout(this.minute);
    this.minute = undefined;
    const ended = [...this.kinds.values()];
    this.kinds.clear();
    for (const { alike, times } of ended) if (times > LINES) this.tellMore(alike, times - LINES);
  }
}
