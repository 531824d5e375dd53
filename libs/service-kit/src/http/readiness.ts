import { withTimeLimit } from '../background/index.ts';
import { unreadyIn } from '../errors/index.ts';

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
    return (await this.findings()).failing;
  }

  /** What fails now, and the sentences of those checks that say what to do about it. */
  async findings(): Promise<Findings> {
    const faults = await Promise.all(this.checks.map(faultOf));
    const failed = this.checks.filter((_, index) => faults[index] !== undefined);
    return {
      failing: failed.map(({ name }) => name),
      reasons: faults.flatMap((fault) => unreadyIn(fault)?.message ?? []),
    };
  }
}

interface Findings {
  readonly failing: readonly string[];
  readonly reasons: readonly string[];
}

/** What a service says of itself. */
export interface Health {
  /** Whether it can do its work now. */
  readonly readiness: ReadinessRegistry;
  /** Whether only a restart could help: never the absence of something else. */
  readonly liveness: ReadinessRegistry;
}

const CHECK_TIMEOUT_MS = 2_000;

const faultOf = ({ name, check }: ReadinessCheck): Promise<unknown> =>
  withTimeLimit(CHECK_TIMEOUT_MS, name, check).then(
    () => undefined,
    (fault: unknown) => fault ?? new Error(name),
  );
