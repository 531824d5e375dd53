import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeGroup } from '../../apps/operator/src/testing/consumer-group.ts';
import { rowKey } from '../../apps/portal/src/console/streams.rules.ts';
import { type LoadResult, resultOf } from '../measure.ts';
import type { LiveStreams } from './live-streams.ts';
import type { Figures, OpenConsole } from './open-console.ts';

const figureOf = (figures: Figures, key: string, at: number): number =>
  Number((figures.rows[key]?.figures[at] ?? '').replaceAll(/\D/g, ''));
const LAG = 0;
const KEPT = 0;
const PARKED = 3;
const LANES = 4;
/** So many topics and groups, from the first one on, only this changes. */
export const KEPT_APART = 2 * LANES;

export interface Seen extends LoadResult {
  readonly maxMs: number;
}

/** A change, once it is acknowledged, and how figures look that have it. */
interface Change {
  readonly what: string;
  make(): Promise<(figures: Figures) => boolean>;
}

/** From the acknowledgement of a change until a console that is open is told of it, at moments of no pattern. */
export async function changesSeen(
  console: OpenConsole,
  streams: LiveStreams,
  parking: FakeGroup,
  tries: number,
): Promise<Readonly<Record<'produced' | 'committed' | 'parked', Seen>>> {
  const lanes = (changeOf: (lane: number) => Change) =>
    Promise.all(
      Array.from({ length: LANES }, (_, lane) => timesOf(console, changeOf(lane), Math.ceil(tries / LANES))),
    );
  const [produced, committed, parked] = await Promise.all([
    lanes((lane) => producing(streams, lane)),
    lanes((lane) => committing(streams, lane)),
    timesOf(console, parkingTo(parking), tries).then((times) => [times]),
  ]);
  return { produced: seenOf(produced), committed: seenOf(committed), parked: seenOf(parked) };
}

async function timesOf(console: OpenConsole, change: Change, tries: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let tried = 0; tried < tries; tried++) {
    await delay(Math.random() * 1_000);
    const shows = await change.make();
    const begun = performance.now();
    times.push((await console.until(change.what, shows)) - begun);
  }
  return times;
}

function producing(streams: LiveStreams, lane: number): Change {
  const topic = streams.topics[LANES + lane]!;
  return {
    what: 'an event that was written',
    make: async () => {
      const kept = await streams.write(topic);
      return (figures) => figureOf(figures, rowKey('topic', topic), KEPT) >= kept;
    },
  };
}

function committing(streams: LiveStreams, lane: number): Change {
  const group = streams.groups[lane]!;
  let next = 0;
  return {
    what: 'a commit',
    make: async () => {
      next += 1;
      await streams.commit(group, next);
      const lag = streams.writtenTo(group.topic) - next;
      return (figures) => figureOf(figures, rowKey('group', group.name), LAG) === lag;
    },
  };
}

function parkingTo(parking: FakeGroup): Change {
  let parked = 0;
  return {
    what: 'a parked event',
    make: async () => {
      parked += 1;
      await parking.announce('parked', [parking.parked(randomUUID())]);
      const now = parked;
      return (figures) => figureOf(figures, rowKey('group', parking.group), PARKED) >= now;
    },
  };
}

function seenOf(times: readonly (readonly number[])[]): Seen {
  const all = times.flat();
  return { ...resultOf(all, all.reduce((sum, ms) => sum + ms, 0) / 1_000), maxMs: Math.max(...all) };
}
