import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Slots } from '#libs/service-kit';
import { HandlerFailed, WorkAbandoned } from './inbox.errors.ts';
import type { Cause, Handle, InboxStore, Outcome } from './inbox.store.ts';
import { framesOf, isDatabaseOutage, nameOfFault } from './outage.rules.ts';
import type { Perseverance } from './perseverance.ts';
import type { ReceivedEvent } from './received.ts';

/** Calls the handlers of an event's type; `attempt` counts from 1. */
export type Invoke = (event: ReceivedEvent, manager: EntityManager, attempt: number) => ReturnType<Handle>;

export interface HandlingParts {
  readonly store: InboxStore;
  readonly slots: Slots;
  readonly perseverance: Perseverance;
  readonly invoke: Invoke;
  /** `undefined` when nobody here knows the type. */
  readonly treatmentOf: (type: string) => 'handle' | 'ignore' | undefined;
  readonly attempts: number;
  /** Called after each commit that parked, redrove or discarded an event. */
  readonly changed: () => void;
}

export type Handled = Outcome | 'ignored';
/** One try of an event's work in a transaction of its own. */
export type Try = (handle: Handle) => Promise<Outcome>;

/** Brings one event to its end: handled, ignored, or parked with a cause. */
export class EventHandling {
  private readonly log = new Logger('Inbox');

  constructor(private readonly parts: HandlingParts) {}

  /** Resolves when what became of the event is durable; rejects with {@link WorkAbandoned} alone. */
  async settle(event: ReceivedEvent, isAbandoned: () => boolean): Promise<Handled> {
    const { store } = this.parts;
    const refused = this.refusalOf(event);
    if (refused === 'ignored') return 'ignored';
    if (refused) return this.park(event, refused, isAbandoned);
    const result = await this.attempt(event, (handle) => store.handleOnce(event, handle), isAbandoned);
    if (typeof result === 'object') return this.park(event, result, isAbandoned);
    if (result === 'parked') this.parts.changed();
    return result;
  }

  /** What keeps an event from its handler, if anything does. */
  refusalOf(event: ReceivedEvent): 'ignored' | Cause | undefined {
    if (event.refused) return { code: event.refused, text: '', attempts: 0 };
    const treatment = this.parts.treatmentOf(event.type);
    if (treatment === 'ignore') return 'ignored';
    return treatment === 'handle' ? undefined : { code: 'type-unknown', text: '', attempts: 0 };
  }

  /** Tries as often as an event may be tried; answers the cause when the last attempt failed. */
  async attempt(event: ReceivedEvent, trial: Try, isAbandoned: () => boolean): Promise<Outcome | Cause> {
    const { perseverance, attempts } = this.parts;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.tryOnce(event, trial, attempt, isAbandoned);
      } catch (error) {
        if (!(error instanceof HandlerFailed)) throw error;
        if (attempt >= attempts) return this.causeOf(event, error.cause, attempt);
        await perseverance.sleep(attempt);
        if (isAbandoned()) throw new WorkAbandoned();
      }
    }
  }

  private tryOnce(
    event: ReceivedEvent,
    trial: Try,
    attempt: number,
    isAbandoned: () => boolean,
  ): Promise<Outcome> {
    const { perseverance, slots, invoke } = this.parts;
    const guarded = async (): Promise<Outcome> => {
      try {
        return await slots.within(() => {
          if (isAbandoned()) throw new WorkAbandoned();
          return trial((manager) => invoke(event, manager, attempt));
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

  private async park(event: ReceivedEvent, cause: Cause, isAbandoned: () => boolean): Promise<Outcome> {
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
