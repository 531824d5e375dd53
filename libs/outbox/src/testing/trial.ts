import { inversions } from './order.ts';

interface Seen {
  readonly producedAt: number;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface TrialInput {
  /** Ids of all committed events. */
  readonly written: readonly string[];
  /** What arrived, in the order of each partition. */
  readonly events: readonly Seen[];
  /** When each leader was killed, milliseconds since 1970, ascending. */
  readonly killedAt: readonly number[];
  /** Terms each killed leader had led: one, unless it failed by itself in between. */
  readonly terms: readonly number[];
  /** Most rows per batch. */
  readonly batch: number;
}

export interface Trial {
  readonly written: number;
  readonly lost: number;
  readonly invented: number;
  /** First appearances that came after a later one of their key. */
  readonly inverted: number;
  /** Events that a leader repeated although neither it nor the one before had been interrupted. */
  readonly repeatedUnasked: number;
  /** Killed leaders after whom more than a batch (per term) was repeated. */
  readonly tooMany: number;
  /** Per leader: what it produced, and how much of it the one before had produced already. */
  readonly leaders: readonly {
    readonly produced: number;
    readonly repeated: number;
    readonly bound: number;
  }[];
}

/** Compares what arrived with what was written. */
export function judge({ written, events, killedAt, terms, batch }: TrialInput): Trial {
  const leaderOf = (event: Seen): number => killedAt.filter((at) => at < event.producedAt).length;
  const byLeader = Array.from({ length: killedAt.length + 1 }, (_, leader) =>
    events.filter((event) => leaderOf(event) === leader).map(({ value }) => value['id']),
  );
  const leaders = byLeader.map((ids, leader) => {
    const before = new Set(byLeader.slice(0, leader).flat());
    const repeated = ids.filter((id) => before.has(id)).length;
    return { produced: ids.length, repeated, bound: batch * (terms[leader - 1] ?? 0) };
  });
  const seen = new Set(events.map(({ value }) => value['id']));
  return {
    written: written.length,
    lost: written.filter((id) => !seen.has(id)).length,
    invented: seen.size - written.filter((id) => seen.has(id)).length,
    inverted: inversions(events),
    repeatedUnasked: repeatedAlone(byLeader, terms),
    tooMany: leaders.filter(({ repeated, bound }) => repeated > bound).length,
    leaders,
  };
}

/** Repeats within the time of one leader that led one term only. */
function repeatedAlone(byLeader: readonly (readonly unknown[])[], terms: readonly number[]): number {
  return byLeader
    .filter((_, leader) => (terms[leader] ?? 1) === 1)
    .reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0);
}

export function describeTrial(trial: Trial, circumstances: string): string {
  const rows = trial.leaders.map(({ produced, repeated, bound }, leader) => {
    const fate = leader < trial.leaders.length - 1 ? 'killed' : 'stopped';
    const repeats = leader === 0 ? '' : `, ${repeated} of them repeats (at most ${bound})`;
    return `  leader ${leader + 1}: ${produced} events${repeats}; ${fate}`;
  });
  const { written, lost, invented, inverted } = trial;
  return [
    `relay under ${circumstances}, leader killed ${trial.leaders.length - 1} times`,
    ...rows,
    `  ${written} written: ${lost} lost, ${inverted} inverted per key, ${invented} invented`,
    '',
  ].join('\n');
}
