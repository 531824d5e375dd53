import { Logger } from '@nestjs/common';
import type { ChangeEvent } from '#libs/contracts';
import type { Slots } from '#libs/service-kit';
import { HandlerFailed, WorkAbandoned } from './inbox.errors.ts';
import type { InboxOptions } from './inbox-options.ts';
import type { Cause, Handle, InboxStore, Outcome, Together } from './inbox.store.ts';
import { framesOf, isDatabaseOutage, nameOfFault } from './outage.rules.ts';
import type { Perseverance } from './perseverance.ts';
import type { ReceivedEvent } from './received.ts';
import { traceReceipt } from './trace-event.ts';

/** Calls the handlers of an event's type; `attempt` counts from 1. */
export type Invoke = (attempt: number) => Handle;

export interface HandlingParts extends Pick<InboxOptions, 'concerned' | 'lockFor'> {
  readonly store: InboxStore;
  /** A database connection each. */
  readonly slots: Slots;
  readonly perseverance: Perseverance;
  readonly invoke: Invoke;
  /** `undefined` when nobody here knows the type. */
  readonly treatmentOf: (type: string) => 'handle' | 'ignore' | undefined;
  readonly attempts: number;
  /** Called after each commit that parked, redrove or discarded an event. */
  readonly changed: () => void;
}

/** One try of an event's work in a transaction of its own. */
export type Try = (handle: Handle) => Promise<Outcome>;
type IsAbandoned = () => boolean;

/** Brings events to their end: handled, passed over, or parked with a cause. Rejects with {@link WorkAbandoned} alone. */
export class EventHandling {
  private readonly log = new Logger('Inbox');

  constructor(private readonly parts: HandlingParts) {}

  /** What keeps an event from its handler, if anything does. */
  refusalOf(event: ReceivedEvent): 'ignored' | Cause | undefined {
    if (event.refused) return { code: event.refused, text: '', attempts: 0 };
    const treatment = this.parts.treatmentOf(event.type);
    if (treatment === 'ignore') return 'ignored';
    return treatment === 'handle' ? undefined : { code: 'type-unknown', text: '', attempts: 0 };
  }

  /**
   * Tells which of the events concern nobody here. A key that is parked is not asked about: what its events change may be
   * what the answer depends on. A question that fails leaves the answer to the handlers.
   */
  async passedOver(
    events: readonly ReceivedEvent[],
    isAbandoned: IsAbandoned,
  ): Promise<ReadonlySet<ReceivedEvent>> {
    const { concerned, store, perseverance, slots } = this.parts;
    if (!concerned) return new Set();
    const ask = async (): Promise<ReadonlySet<ReceivedEvent>> => {
      const parked = await store.parkedKeys([...new Set(events.map(({ key }) => key))]);
      const asked = events.filter(({ key }) => !parked.has(key));
      try {
        const ids = await store.reading((manager) => concerned(contentOf(asked), manager));
        return new Set(asked.filter(({ id }) => !ids.has(id)));
      } catch (error) {
        if (await this.isOutage(error)) throw error;
        this.log.error(`Nobody could tell whom events of ${store.group} concern: ${nameOfFault(error)}`);
        return new Set();
      }
    };
    const answer = await perseverance.until(() => slots.within(ask), isAbandoned);
    for (const event of events) traceReceipt(event, store.group);
    return answer;
  }

  /**
   * The first try of events, in one transaction.
   * @returns as {@link InboxStore.handleTogether}; or why nothing was done, of several events without saying whose fault it was
   */
  async together(
    events: readonly ReceivedEvent[],
    isAbandoned: IsAbandoned,
  ): Promise<readonly (Outcome | 'busy')[] | HandlerFailed> {
    const { store, invoke, lockFor, changed } = this.parts;
    const handle = invoke(1);
    const before: Together['before'] = async (free, manager) => lockFor?.(contentOf(free), manager);
    const trial = async (): Promise<readonly (Outcome | 'busy')[]> => {
      const [event, ...more] = events;
      // Alone it may wait for its key.
      if (event && more.length === 0) return [await store.handleOnce(event, handle)];
      return store.handleTogether(events, { handle, before, isAbandoned });
    };
    try {
      const results = await this.once(trial, isAbandoned);
      if (results.includes('parked')) changed();
      return results;
    } catch (error) {
      if (error instanceof HandlerFailed) return error;
      throw error;
    }
  }

  /**
   * Brings one event to its end by itself. Resolves when what became of it is durable.
   * @param failed why its first try failed, where it has been tried by itself
   */
  async settle(event: ReceivedEvent, isAbandoned: IsAbandoned, failed?: HandlerFailed): Promise<Outcome> {
    const { store } = this.parts;
    const refused = this.refusalOf(event);
    if (typeof refused === 'object') return this.park(event, refused, isAbandoned);
    const trial: Try = (handle) => store.handleOnce(event, handle);
    const result = await this.attempt(trial, event, isAbandoned, failed);
    if (typeof result === 'object') return this.park(event, result, isAbandoned);
    if (result === 'parked') this.parts.changed();
    return result;
  }

  /** Tries as often as an event may be tried; answers the cause when the last attempt failed. */
  async attempt(
    trial: Try,
    event: ReceivedEvent,
    isAbandoned: IsAbandoned,
    failed?: HandlerFailed,
  ): Promise<Outcome | Cause> {
    const { perseverance, attempts, invoke } = this.parts;
    let fault = failed;
    for (let attempt = fault ? 1 : 0; ; attempt++) {
      if (fault && attempt >= attempts) return this.causeOf(event, fault.cause, attempt);
      if (fault) await perseverance.sleep(attempt);
      if (isAbandoned()) throw new WorkAbandoned();
      try {
        return await this.once(() => trial(invoke(attempt + 1)), isAbandoned);
      } catch (error) {
        if (!(error instanceof HandlerFailed)) throw error;
        fault = error;
      }
    }
  }

  /** Waits for a connection, and for the database where it is away; also rejects with {@link HandlerFailed}. */
  private once<T>(trial: () => Promise<T>, isAbandoned: IsAbandoned): Promise<T> {
    const { perseverance, slots } = this.parts;
    const guarded = async (): Promise<T> => {
      try {
        return await slots.within(() => {
          if (isAbandoned()) throw new WorkAbandoned();
          return trial();
        });
      } catch (error) {
        throw error instanceof HandlerFailed && (await this.isOutage(error.cause)) ? error.cause : error;
      }
    };
    return perseverance.until(guarded, isAbandoned, (fault) => fault instanceof HandlerFailed);
  }

  /** A fault while the database cannot be asked says nothing about the event. */
  private async isOutage(fault: unknown): Promise<boolean> {
    if (isDatabaseOutage(fault)) return true;
    return this.parts.store.query('select 1', []).then(
      () => false,
      () => true,
    );
  }

  private async park(event: ReceivedEvent, cause: Cause, isAbandoned: IsAbandoned): Promise<Outcome> {
    const { perseverance, store, changed } = this.parts;
    const outcome = await perseverance.until(() => store.park(event, cause), isAbandoned);
    if (outcome === 'parked') {
      this.log.warn(`An event ${event.type} of ${store.group} is parked: ${cause.code} ${cause.text}`);
      changed();
    }
    return outcome;
  }

  private causeOf(event: ReceivedEvent, fault: unknown, attempts: number): Cause {
    const text = nameOfFault(fault);
    this.log.error(`The handler of ${event.type} failed ${attempts} times: ${text}\n${framesOf(fault)}`);
    return { code: 'handler-failed', text, attempts };
  }
}

const contentOf = (events: readonly ReceivedEvent[]): ChangeEvent[] =>
  events.flatMap(({ event }) => event ?? []);
