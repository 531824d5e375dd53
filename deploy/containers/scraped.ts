import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from '#libs/local-services';
import { appNames } from '../description/app-names.ts';

/** Of Prometheus' answer to a query: https://prometheus.io/docs/prometheus/latest/querying/api/#instant-vectors */
export interface Vector {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value: readonly [at: number, value: string];
    }[];
  };
}

// Two scrapes: one may have come while an app was still starting.
const WITHIN_MS = 40_000;
const POLL_MS = 500;

/** The apps whose metrics Prometheus could not read when it last tried, or has not tried to read. */
export const unread = ({ data }: Vector): readonly string[] =>
  appNames.filter(
    (app) => !data.result.some(({ metric, value }) => metric['job'] === app && value[1] === '1'),
  );

/** Waits until Prometheus reads the metrics of every app. @throws LocalFailure with those that it cannot read */
export async function untilScraped(url: string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/api/v1/query?query=up`);
    const missing = unread((await answer.json()) as Vector);
    if (missing.length === 0) return;
    if (Date.now() > deadline)
      throw new LocalFailure(`Prometheus cannot read the metrics of ${missing.join(', ')}.`);
    await sleep(POLL_MS);
  }
}
