import { basename } from 'node:path';

/** Seconds on a quiet machine with two cores, of the suites that take more than ten; by name, as folders change. */
export const seconds: Readonly<Record<string, number>> = {
  'interruptions.int.spec.ts': 97,
  'supervisor.int.spec.ts': 87,
  'gateway-killed.e2e.spec.ts': 70,
  'secure.e2e.spec.ts': 70,
  'unsuitable-servers.e2e.spec.ts': 55,
  'portal.e2e.spec.ts': 55,
  'refused-settings.int.spec.ts': 50,
  'operator-session.e2e.spec.ts': 49,
  'readme.e2e.spec.ts': 42,
  'own-pages.e2e.spec.ts': 42,
  'replays-killed.int.spec.ts': 40,
  'bound-tokens.e2e.spec.ts': 40,
  'broker-away.int.spec.ts': 40,
  'query-plans.int.spec.ts': 35,
  'subscriptions.e2e.spec.ts': 34,
  'vehicle-cases.e2e.spec.ts': 33,
  'webhooks.e2e.spec.ts': 31,
  'cloudevents.e2e.spec.ts': 27,
  'loaded-stage.int.spec.ts': 25,
  'register-killed.e2e.spec.ts': 23,
  'crash.int.spec.ts': 22,
  'vanished-group.int.spec.ts': 22,
  'webhook-kill.int.spec.ts': 18,
  'replays-at-work.int.spec.ts': 18,
  'lapsed-corrections.int.spec.ts': 15,
  'vanished-target.int.spec.ts': 14,
  'kafka-down.int.spec.ts': 14,
  'command-sender.int.spec.ts': 13,
  'letter-races.int.spec.ts': 12,
  'redrive.int.spec.ts': 11,
  'adversarial-relay.int.spec.ts': 10,
};
const secondsByProject: Readonly<Record<string, number>> = { e2e: 30, alone: 5, int: 4, unit: 1 };

interface Suite {
  readonly path: string;
  readonly context: { readonly config: { readonly displayName?: { readonly name: string } } };
}

/** Starts what takes longest first, so that no worker is left with a long suite when the other has nothing to do. */
export default class LongestFirst {
  sort<T extends Suite>(suites: readonly T[]): T[] {
    return suites.toSorted((a, b) => estimate(b) - estimate(a));
  }

  shard<T>(suites: readonly T[]): readonly T[] {
    return suites;
  }

  allFailedTests<T>(suites: readonly T[]): readonly T[] {
    return suites;
  }

  /** The list above is the same on every machine; what one machine remembers is not. */
  cacheResults(): void {}
}

const estimate = ({ path, context }: Suite): number =>
  seconds[basename(path)] ?? secondsByProject[context.config.displayName?.name ?? ''] ?? 0;
