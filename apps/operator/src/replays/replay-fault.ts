/** Why a replay ends as failed: nothing that another attempt could mend. Anything else is retried for ever. */
export type ReplayFaultCode = 'retention-hole' | 'verification-failed' | 'target-unsuitable';

export class ReplayFault extends Error {
  constructor(
    readonly code: ReplayFaultCode,
    message: string,
  ) {
    super(message);
  }
}

/** Another runner took the replay over, or its state changed; whatever this one still holds is void. */
export class ReplayTakenOver extends Error {
  constructor() {
    super('Another runner took over the replay, or it is no longer running.');
  }
}
