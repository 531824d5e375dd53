import type { DataSource, EntityManager } from 'typeorm';
import type { DeadLetterCauseCode } from '#libs/contracts';
import { HandlerFailed } from './inbox.errors.ts';
import {
  aliveSql,
  claimSql,
  claimsSql,
  parkedKeysSql,
  parkSql,
  rememberSql,
  tryLocksSql,
} from './inbox.sql.ts';
import { isDatabaseOutage } from './outage.rules.ts';
import { originOf, type ReceivedEvent } from './received.ts';

export interface Cause {
  readonly code: DeadLetterCauseCode;
  /** Class and code of the fault. */
  readonly text: string;
  readonly attempts: number;
}

/** What a handler did with an event, and whether its id is kept. */
export type Handle = (event: ReceivedEvent, manager: EntityManager) => Promise<'remember' | 'forget'>;

export type Outcome = 'handled' | 'repeated' | 'parked';
type Claim = 'handled' | 'parked' | 'key-parked' | 'free';

export interface Together {
  readonly handle: Handle;
  /** Called once, before the handlers, with the events that they will be called for. */
  readonly before: (events: readonly ReceivedEvent[], manager: EntityManager) => Promise<void>;
  readonly isAbandoned: () => boolean;
}

/** Handlers share a transaction for so long: what they lock, others wait for. */
const TOGETHER_MS = 100;

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
      if (claim !== 'free') return this.notHandled(manager, event, claim);
      await this.handleWithin(manager, event, handle);
      return 'handled';
    });
  }

  /**
   * The same for many events in one transaction, in their order. A fault undoes all of it, whoever's it was: after an
   * error that one handler swallowed, it is the next one that fails.
   * @returns what became of the first ones; `busy` where another transaction has the key. The rest is left for another time
   */
  handleTogether(
    events: readonly ReceivedEvent[],
    { handle, before, isAbandoned }: Together,
  ): Promise<readonly (Outcome | 'busy')[]> {
    return this.transaction(async (manager) => {
      const claims = await this.claimAll(manager, events);
      const free = events.filter((_event, index) => claims[index] === 'free');
      const remembered = new Map<string, ReceivedEvent>();
      const results: (Outcome | 'busy')[] = [];
      try {
        if (free.length > 0) await before(free, manager);
        const begun = performance.now();
        for (const [index, event] of events.entries()) {
          if (isAbandoned() || (index > 0 && performance.now() - begun > TOGETHER_MS)) break;
          const claim = remembered.has(nameOf(event)) ? 'handled' : (claims[index] ?? 'busy');
          if (claim === 'busy') results.push('busy');
          else if (claim !== 'free') results.push(await this.notHandled(manager, event, claim));
          else {
            if ((await handle(event, manager)) === 'remember') remembered.set(nameOf(event), event);
            results.push('handled');
          }
        }
        await this.remember(manager, [...remembered.values()]);
      } catch (error) {
        throw new HandlerFailed(error);
      }
      return results;
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
      const memory = await handle(event, manager);
      await this.remember(manager, memory === 'remember' ? [event] : []);
    } catch (error) {
      throw new HandlerFailed(error);
    }
  }

  /** Those of the keys whose events are parked, as the database has it at this moment. */
  async parkedKeys(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.query<{ key: string }[]>(parkedKeysSql, [this.group, keys]);
    return new Set(rows.map(({ key }) => key));
  }

  /** Work that only reads. It has a connection to itself: what it sets for its statements holds for all of them. */
  reading<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction(work);
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

  private async claimAll(
    manager: EntityManager,
    events: readonly ReceivedEvent[],
  ): Promise<readonly (Claim | 'busy')[]> {
    const keys = [...new Set(events.map(({ key }) => key))];
    const locked = await manager.query<{ key: string }[]>(tryLocksSql, [this.group, keys]);
    const ours = new Set(locked.map(({ key }) => key));
    const claims = await manager.query<{ claim: Claim }[]>(claimsSql, [
      this.group,
      events.map(({ key }) => key),
      events.map(({ id }) => id),
      events.map(({ replay }) => replay?.id ?? ''),
    ]);
    return events.map(({ key }, index) => (ours.has(key) ? (claims[index]?.claim ?? 'free') : 'busy'));
  }

  private async notHandled(
    manager: EntityManager,
    event: ReceivedEvent,
    claim: Exclude<Claim, 'free'>,
  ): Promise<Outcome> {
    if (claim !== 'key-parked') return 'repeated';
    await this.insertParked(manager, event, { code: 'key-parked', text: '', attempts: 0 });
    return 'parked';
  }

  /** The last statement of the transaction, also where nothing is remembered: it proves that the transaction is alive. */
  private async remember(manager: EntityManager, events: readonly ReceivedEvent[]): Promise<void> {
    if (events.length === 0) await manager.query(aliveSql);
    else {
      const replays = events.map(({ replay }) => replay?.id ?? '');
      await manager.query(rememberSql, [this.group, events.map(({ id }) => id), replays]);
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

/** Under which an event is remembered. */
const nameOf = ({ id, replay }: ReceivedEvent): string => `${id} ${replay?.id ?? ''}`;
