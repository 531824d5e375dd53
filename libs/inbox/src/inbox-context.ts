import type { EntityManager } from 'typeorm';

/** The replay an event came from. */
export interface ReplayOfEvent {
  readonly id: string;
  /** Place of the original: `topic/partition/offset`. */
  readonly origin: string;
  /** What the replay delivers to within the group, when it says so. */
  readonly target?: string;
}

/** What a handler gets as `@Ctx()`, beside the event as `@Payload()`. */
export class InboxContext {
  private traceless = false;

  constructor(
    /**
     * The handler's transaction, which also holds the inbox row: whatever goes through it happens exactly once. Nothing
     * else may happen in a handler: it is called again also where another one of the same transaction failed.
     */
    readonly manager: EntityManager,
    readonly topic: string,
    readonly partition: number,
    readonly offset: string,
    /** 1 for the first attempt. */
    readonly attempt: number,
    /** Aborted when the service ends and its patience is over. */
    readonly signal: AbortSignal,
    readonly replay?: ReplayOfEvent,
  ) {}

  /**
   * For an event that does not concern this service: nothing of it is kept, its id included. The handler may be called
   * for it again after a crash, so it must have changed nothing.
   */
  leaveNoTrace(): void {
    this.traceless = true;
  }

  get isTraceless(): boolean {
    return this.traceless;
  }
}
