import type { DataSource, EntityManager } from 'typeorm';
import type { DeadLetterCauseCode } from '#libs/contracts';
import { HandlerFailed } from './inbox.errors.ts';
import { aliveSql, claimSql, parkSql, rememberSql } from './inbox.sql.ts';
import { isDatabaseOutage } from './outage.rules.ts';
import { originOf, type ReceivedEvent } from './received.ts';

export interface Cause {
  readonly code: DeadLetterCauseCode;
  /** Class and code of the fault. */
  readonly text: string;
  readonly attempts: number;
}

/** What a handler did with an event, and whether its id is kept. */
export type Handle = (manager: EntityManager) => Promise<'remember' | 'forget'>;

export type Outcome = 'handled' | 'repeated' | 'parked';
type Claim = 'handled' | 'parked' | 'key-parked' | 'free';

/** Reads and writes the inbox of one consumer group; every change of a key happens under the lock of the key. */
export class InboxStore {
  constructor(
    private readonly source: DataSource,
    readonly group: string,
  ) {}

  /**
   * Calls the handler unless the event was handled, and remembers it in the handler's transaction. An event whose key
   * is parked is parked behind it. Throws {@link HandlerFailed} for faults of the handler, anything else for our own.
   */
  handleOnce(event: ReceivedEvent, handle: Handle): Promise<Outcome> {
    return this.transaction(async (manager) => {
      const claim = await this.claim(manager, event);
      if (claim === 'handled' || claim === 'parked') return 'repeated';
      if (claim === 'key-parked') {
        await this.insertParked(manager, event, { code: 'key-parked', text: '', attempts: 0 });
        return 'parked';
      }
      await this.handleWithin(manager, event, handle);
      return 'handled';
    });
  }

  /** Parks an event unless it was settled meanwhile, by another member of the group. */
  park(event: ReceivedEvent, cause: Cause): Promise<Outcome> {
    return this.transaction(async (manager) => {
      const claim = await this.claim(manager, event);
      if (claim === 'handled' || claim === 'parked') return 'repeated';
      await this.insertParked(manager, event, cause);
      return 'parked';
    });
  }

  claim(manager: EntityManager, { key, id, replay }: ReceivedEvent): Promise<Claim> {
    return manager
      .query<{ claim: Claim }[]>(claimSql, [this.group, key, id, replay?.id ?? ''])
      .then(([row]) => row?.claim ?? 'free');
  }

  /** The handler, and the row that keeps it from being called again. */
  async handleWithin(manager: EntityManager, event: ReceivedEvent, handle: Handle): Promise<void> {
    try {
      const memory = await handle(manager);
      if (memory === 'forget') await manager.query(aliveSql);
      else await manager.query(rememberSql, [this.group, event.id, event.replay?.id ?? '']);
    } catch (error) {
      throw new HandlerFailed(error);
    }
  }

  query<T>(sql: string, parameters: unknown[]): Promise<T> {
    return this.source.query<T>(sql, parameters);
  }

  /** Commits what the work did; a commit that the database refuses is the handler's fault, a lost one is not. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work(runner.manager);
      await runner.commitTransaction().catch((error: unknown) => {
        throw isDatabaseOutage(error) ? error : new HandlerFailed(error);
      });
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async insertParked(manager: EntityManager, event: ReceivedEvent, cause: Cause): Promise<void> {
    const blocksKey = cause.code === 'handler-failed' || cause.code === 'key-parked';
    await manager.query(parkSql, [
      ...[this.group, event.id, event.replay?.id ?? '', event.key, event.type],
      ...[event.topic, event.partition, event.offset, originOf(event), event.payload],
      ...[cause.code, cause.text, cause.attempts, blocksKey],
    ]);
  }
}
