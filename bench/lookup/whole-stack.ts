import { closedLoop } from './closed-loop.ts';
import type { LoadResult } from '../measure.ts';
import type { Loads } from './loads.ts';
import { openLoop } from './open-loop.ts';

/** Lookups, and the least that the gateway can answer, at the same rate in the same run. */
export interface AtRate {
  readonly perSecond: number;
  readonly lookup: LoadResult;
  readonly bareGet: LoadResult;
}

export interface StackFigures {
  /** One caller that asks again as soon as it has its answer. */
  readonly alone: LoadResult;
  readonly bareGetAlone: LoadResult;
  readonly atRates: readonly AtRate[];
}

/** Lookups per second that arrive whether or not earlier ones were answered. */
const RATES = [200, 500, 800] as const;

/** What callers wait; whoever calls this sees to it that every service runs and has work. */
export async function measureWaiting(
  loads: Loads,
  seconds: number,
  say: (text: string) => void,
): Promise<StackFigures> {
  say('one caller alone …');
  await closedLoop(await loads.lookup(), 1, 2);
  const bareGetAlone = await closedLoop(loads.bareGet, 1, seconds);
  const alone = await closedLoop(await loads.lookup(), 1, seconds);
  const atRates: AtRate[] = [];
  for (const perSecond of RATES) {
    say(`${perSecond} a second …`);
    const bareGet = await openLoop(loads.bareGet, perSecond, seconds);
    const lookup = await openLoop(await loads.lookup(), perSecond, seconds);
    atRates.push({ perSecond, lookup, bareGet });
  }
  return { alone, bareGetAlone, atRates };
}
