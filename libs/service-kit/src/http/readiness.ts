import { withTimeLimit } from '../background/index.ts';

/** One thing without which the service cannot do its work; `check` rejects when it is missing. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<void>;
}

/** Collects what `/health/ready` (or `/health/live`) asks for. A check that takes longer than two seconds failed. */
export class ReadinessRegistry {
  private readonly checks: ReadinessCheck[] = [];

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** Names of the checks that fail now; empty when ready. */
  async failing(): Promise<readonly string[]> {
    const results = await Promise.all(this.checks.map(passes));
    return this.checks.filter((_, index) => !results[index]).map((check) => check.name);
  }
}

/** What a service says of itself. */
export interface Health {
  /** Whether it can do its work now. */
  readonly readiness: ReadinessRegistry;
  /** Whether only a restart could help: never the absence of something else. */
  readonly liveness: ReadinessRegistry;
}

const CHECK_TIMEOUT_MS = 2_000;

const passes = ({ name, check }: ReadinessCheck): Promise<boolean> =>
  withTimeLimit(CHECK_TIMEOUT_MS, name, check).then(
    () => true,
    () => false,
  );
