import { Logger } from '@nestjs/common';
import type { Commands } from './commands.ts';
import type { EventHandling } from './event-handling.ts';
import { HandlerFailed, WorkAbandoned } from './inbox.errors.ts';
import type { Outcome } from './inbox.store.ts';
import { KeyLanes, type Lot } from './key-lanes.ts';
import { nameOfFault } from './outage.rules.ts';
import type { Received, ReceivedEvent } from './received.ts';

/** A message that was read and is not finished. */
export interface Work<R extends Received = Received> {
  readonly received: R;
  readonly isAbandoned: () => boolean;
  /** What became of the message is durable. */
  readonly finished: () => void;
}

type EventWork = Work<Extract<Received, { readonly kind: 'event' }>>;

export type Result = Outcome | 'ignored' | 'unconcerned';

export interface WorkQueueParts {
  readonly handling: EventHandling;
  readonly commands: Commands;
  readonly transactionsAtOnce: number;
  readonly eventsPerTransaction: number;
  /** Of how many events is asked at once whether they concern anybody. */
  readonly eventsPerQuestion: number;
  readonly count: (result: Result) => void;
}

/**
 * Messages that wait to be handled, those of one key in their order. The first tries of many keys share a transaction: as
 * many as gathered while the transactions before ran. What needs more than its first try goes on by itself.
 */
export class WorkQueue {
  private readonly log = new Logger('Inbox');
  private readonly lanes = new KeyLanes<Work>();
  private running = 0;

  constructor(private readonly parts: WorkQueueParts) {}

  add(work: Work): void {
    const { received } = work;
    if (isEvent(work) && this.parts.handling.refusalOf(work.received.event) === 'ignored') {
      this.finish(work, 'ignored');
      return;
    }
    this.lanes.add(received.kind === 'command' ? received.command.data.key : received.event.key, work);
    this.goOn();
  }

  /** Begins nothing more; resolves when nothing is under way. */
  end(): Promise<void> {
    return this.lanes.end();
  }

  private goOn(): void {
    const { transactionsAtOnce, eventsPerQuestion } = this.parts;
    while (this.running < transactionsAtOnce) {
      const lots = this.lanes.take(eventsPerQuestion, (work) => this.isHandled(work));
      if (lots.length === 0) return;
      this.running += 1;
      void this.begin(lots).finally(() => {
        this.running -= 1;
        this.goOn();
      });
    }
  }

  /** Whether it has a handler; what has none needs a transaction of another kind. */
  private isHandled(work: Work): work is EventWork {
    return isEvent(work) && this.parts.handling.refusalOf(work.received.event) === undefined;
  }

  /** Resolves after the first tries; keys with work that needs more stay taken until it is done. */
  private async begin(lots: readonly Lot<Work>[]): Promise<void> {
    const open = new Set(lots.flatMap(({ items }) => items));
    const alone = new Map<string, HandlerFailed | undefined>();
    try {
      let rest = await this.concerning(
        [...open].filter((work) => this.isHandled(work)),
        open,
      );
      while (rest.length > 0) {
        const done = await this.tryTogether(rest.slice(0, this.parts.eventsPerTransaction), open, alone);
        rest = rest.slice(done).filter((work) => !alone.has(keyOf(work)));
      }
    } catch (error) {
      this.note(error);
      open.clear();
    }
    for (const { key, items } of lots) {
      const left = items.filter((work) => open.has(work));
      void this.goOnAlone(left, alone.get(key)).finally(() => {
        this.lanes.release(key);
        this.goOn();
      });
    }
  }

  /** What concerns nobody is finished, as far as it comes first of its key: what an event changes may concern the next. */
  private async concerning(works: readonly EventWork[], open: Set<Work>): Promise<readonly EventWork[]> {
    if (works.length === 0) return works;
    const passedOver = await this.parts.handling.passedOver(works.map(eventOf), areAbandoned(works));
    const keys = new Set<string>();
    return works.filter((work) => {
      const isPassedOver = passedOver.has(eventOf(work)) && !keys.has(keyOf(work));
      if (isPassedOver) this.finish(work, 'unconcerned', open);
      else keys.add(keyOf(work));
      return !isPassedOver;
    });
  }

  /** @returns how many of them need no further try in company; the keys of others are added to `alone` */
  private async tryTogether(
    works: readonly EventWork[],
    open: Set<Work>,
    alone: Map<string, HandlerFailed | undefined>,
  ): Promise<number> {
    const results = await this.parts.handling.together(works.map(eventOf), areAbandoned(works));
    if (results instanceof HandlerFailed) {
      for (const work of works) alone.set(keyOf(work), works.length === 1 ? results : undefined);
      return 0;
    }
    for (const [index, result] of results.entries()) {
      const work = works[index] as EventWork;
      if (result === 'busy') alone.set(keyOf(work), undefined);
      else this.finish(work, result, open);
    }
    return results.length;
  }

  private async goOnAlone(works: readonly Work[], failed?: HandlerFailed): Promise<void> {
    const { handling, commands } = this.parts;
    let before = failed;
    try {
      for (const work of works) {
        const { received, isAbandoned } = work;
        if (received.kind === 'command') await commands.execute(received.command, isAbandoned);
        else this.parts.count(await handling.settle(received.event, isAbandoned, before));
        work.finished();
        before = undefined;
      }
    } catch (error) {
      this.note(error);
    }
  }

  private finish(work: EventWork, result: Result, open?: Set<Work>): void {
    open?.delete(work);
    this.parts.count(result);
    work.finished();
  }

  private note(error: unknown): void {
    if (!(error instanceof WorkAbandoned)) this.log.error(`Events were left: ${nameOfFault(error)}`);
  }
}

const isEvent = (work: Work): work is EventWork => work.received.kind === 'event';
const eventOf = (work: EventWork): ReceivedEvent => work.received.event;
const keyOf = (work: EventWork): string => work.received.event.key;
const areAbandoned = (works: readonly Work[]) => (): boolean => works.every((work) => work.isAbandoned());
