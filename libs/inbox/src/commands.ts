import {
  type CorrectData,
  deliveryTopic,
  inboxCommands,
  type DiscardData,
  type InboxCommand,
  type RedriveData,
} from '#libs/contracts';
import { correctParked } from './correct-parked.ts';
import type { EventHandling } from './event-handling.ts';
import { discardSql, failedAgainSql, nextParkedSql, redrivenSql, rememberSql } from './inbox.sql.ts';
import type { Cause, Handle, InboxStore, Outcome } from './inbox.store.ts';
import type { Perseverance } from './perseverance.ts';
import { receive, type ReceivedEvent } from './received.ts';

interface ParkedRow {
  readonly id: string | number;
  readonly event_id: string;
  readonly replay_id: string;
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly payload: Buffer;
  readonly blocks_key: boolean;
  readonly is_oldest: boolean;
}

interface Parked {
  readonly row: ParkedRow;
  readonly event: ReceivedEvent;
}

/** Executes the operator's commands on the parked events of one key. Call it where the key's other work waits. */
export class Commands {
  constructor(
    private readonly store: InboxStore,
    private readonly handling: EventHandling,
    private readonly perseverance: Perseverance,
    private readonly changed: () => void,
  ) {}

  /** Resolves when the command is done, also when events stay parked; rejects with `WorkAbandoned` alone. */
  async execute(command: InboxCommand, isAbandoned: () => boolean): Promise<void> {
    if (await this.durably(() => this.isDone(command), isAbandoned)) return;
    if (command.type === inboxCommands.redrive) await this.redrive(command.data, isAbandoned);
    else if (command.type === inboxCommands.correct)
      await this.durably(
        () => correctParked(this.store, command.id, command.data as CorrectData),
        isAbandoned,
      );
    else await this.durably(() => this.discard(command.data as DiscardData), isAbandoned);
    await this.durably(() => this.remember(command), isAbandoned);
    this.changed();
  }

  /** Also takes what is parked behind while it runs: the key is free only when nothing that blocks it is left. */
  private async redrive(data: RedriveData, isAbandoned: () => boolean): Promise<void> {
    const next = (after: string | number): Promise<Parked | undefined> =>
      this.durably(() => this.next(data.key, after, data.eventIds), isAbandoned);
    for (let parked = await next(0); parked; parked = await next(parked.row.id)) {
      const isDone = await this.redriveOne(parked, isAbandoned);
      this.changed();
      if (!isDone && parked.row.blocks_key) return;
    }
  }

  /** True when the event is no longer parked. */
  private async redriveOne(parked: Parked, isAbandoned: () => boolean): Promise<boolean> {
    const { row, event } = parked;
    if (row.blocks_key && !row.is_oldest) return false;
    const refused = this.handling.refusalOf(event);
    const result =
      typeof refused === 'object'
        ? refused
        : await this.handling.attempt(
            (handle) => this.redriveOnce(parked, refused ? () => Promise.resolve('remember') : handle),
            event,
            isAbandoned,
          );
    if (typeof result !== 'object') return true;
    await this.durably(() => this.failedAgain(row, result), isAbandoned);
    return false;
  }

  private redriveOnce({ row, event }: Parked, handle: Handle): Promise<Outcome> {
    return this.store.transaction(async (manager) => {
      const claim = await this.store.claim(manager, event);
      const [, changed] = await manager.query<[unknown, number]>(redrivenSql, [row.id]);
      if (claim === 'handled' || changed === 0) return 'repeated';
      await this.store.handleWithin(manager, event, handle);
      return 'handled';
    });
  }

  private async next(
    key: string,
    after: string | number,
    eventIds: readonly string[] | undefined,
  ): Promise<Parked | undefined> {
    const parameters = [this.store.group, key, after, eventIds ?? null];
    const [row] = await this.store.query<ParkedRow[]>(nextParkedSql, parameters);
    if (!row) return undefined;
    const place = { topic: row.topic, partition: row.partition, offset: row.offset };
    const isAddressed = row.topic === deliveryTopic(this.store.group);
    const received = receive(place, { key: Buffer.from(row.key), value: row.payload }, isAddressed);
    if (received.kind === 'command') throw new Error('A command was parked.');
    // The id under which it was parked holds, also for an event that nobody could read then.
    const event = { ...received.event, id: row.event_id, key: row.key };
    return { row, event };
  }

  private async discard({ key, eventIds, reason }: DiscardData): Promise<void> {
    await this.store.transaction(async (manager) => {
      await manager.query('select inbox_claim($1, $2, $3, $4)', [this.store.group, key, '', '']);
      await manager.query(discardSql, [this.store.group, key, eventIds, reason]);
    });
  }

  private async failedAgain(row: ParkedRow, cause: Cause): Promise<void> {
    await this.store.query(failedAgainSql, [row.id, cause.code, cause.text, cause.attempts]);
  }

  private async isDone({ id }: InboxCommand): Promise<boolean> {
    const sql = 'select from inbox_event where consumer_group = $1 and event_id = $2';
    return (await this.store.query<unknown[]>(sql, [this.store.group, id])).length > 0;
  }

  private async remember({ id }: InboxCommand): Promise<void> {
    await this.store.query(`${rememberSql} on conflict do nothing`, [this.store.group, [id], ['']]);
  }

  private durably<T>(work: () => Promise<T>, isAbandoned: () => boolean): Promise<T> {
    return this.perseverance.until(work, isAbandoned);
  }
}
