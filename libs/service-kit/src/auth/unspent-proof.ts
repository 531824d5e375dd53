import { TokenInvalid } from './access.errors.ts';
import type { ProofClaim } from './dpop-replay-store.ts';

/**
 * A proof that was verified and is spent by whoever decides on the request, in the statement of the decision. A request
 * that is refused before is not answered until {@link spend} is done: no answer leaves a proof to be used again.
 */
export class UnspentProof {
  private isSpent = false;
  private wasTaken = false;

  /** @param refused logs why a caller is refused, and prepares the answer */
  constructor(
    private readonly claim: ProofClaim,
    private readonly spendAlone: (claim: ProofClaim) => Promise<boolean>,
    private readonly refused: (error: Error) => Error,
  ) {}

  /** What a statement is to spend; nothing once one has. */
  take(): ProofClaim | undefined {
    if (this.isSpent) return undefined;
    this.wasTaken = true;
    return this.claim;
  }

  /** The statement has committed. @returns what the caller is refused with, where the proof was somebody else's before */
  spentBy(won: boolean): Error | undefined {
    this.isSpent = true;
    return won ? undefined : this.refused(new TokenInvalid('proof-replayed'));
  }

  /**
   * By a statement of its own, where none has. One that failed may have spent it nevertheless; then the caller, who gets
   * nothing, is told of the failure rather than of a replay.
   * @throws TokenInvalid for a replay
   */
  async spend(): Promise<void> {
    if (this.isSpent) return;
    const refusal = this.spentBy((await this.spendAlone(this.claim)) || this.wasTaken);
    if (refusal !== undefined) throw refusal;
  }
}
