import { Injectable } from '@nestjs/common';
import type { EntitySubscriberInterface, QueryRunner, TransactionCommitEvent } from 'typeorm';
import { type Actor, nameOf } from '#libs/contracts';
import { logPseudonym, tellSecurityEvent } from '#libs/service-kit';

/** Runs SQL in the caller's transaction: TypeORM's `EntityManager`, or a `pg` client between begin and commit. */
export interface TransactionRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
  /** Of an `EntityManager` in a transaction. */
  readonly queryRunner?: QueryRunner;
}

export interface AuditEntry {
  /** Who did it, or {@link SYSTEM} for what the service does by itself. */
  readonly actor: Actor;
  /** `<thing>.<what happened>`, as in `replay.approved`. */
  readonly action: string;
  /** Id of what it happened to. */
  readonly object: string;
  readonly reason?: string;
  /** Counts, filters, states; never personal data. */
  readonly detail?: object;
}

export const SYSTEM: Actor = { client: 'system' };

/** The operators' audit log: insert-only for this process, chained by the database. */
@Injectable()
export class AuditStore implements EntitySubscriberInterface {
  private listener: () => void = () => undefined;
  /** Told to the SIEM with the commit: a transaction may be repeated, or come to nothing. */
  private readonly untold = new WeakMap<QueryRunner, (() => void)[]>();

  /** Calls when an entry was appended in this process; its transaction is not committed yet. */
  hear(listener: () => void): void {
    this.listener = listener;
  }

  /**
   * Call it last in the transaction of the step that it records: from here to the commit other steps wait, and a step
   * without its entry must not be.
   */
  async append(transaction: TransactionRunner, entry: AuditEntry): Promise<void> {
    const { actor, action, object, reason, detail } = entry;
    await transaction.query(
      'insert into audit (actor, action, object, reason, detail) values ($1, $2, $3, $4, $5)',
      [nameOf(actor), action, object, reason ?? null, JSON.stringify({ ...detail, ...whereOf(actor) })],
    );
    this.listener();
    if (actor === SYSTEM) return;
    const { client, person } = actor;
    this.tell(transaction.queryRunner, () =>
      tellSecurityEvent('operator-step', {
        msg: 'entered into the audit of the operators',
        action,
        client,
        ...(person && { who: logPseudonym(person.sub) }),
      }),
    );
  }

  afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    for (const tell of this.untold.get(queryRunner) ?? []) tell();
    this.untold.delete(queryRunner);
  }

  private tell(queryRunner: QueryRunner | undefined, tell: () => void): void {
    if (queryRunner === undefined) return tell();
    const { subscribers } = queryRunner.dataSource;
    if (!subscribers.includes(this)) subscribers.push(this);
    this.untold.set(queryRunner, [...(this.untold.get(queryRunner) ?? []), tell]);
  }
}

/** With the name of a person, who it is; within what the chain's hash covers. */
const whereOf = ({ person, client }: Actor): object | undefined => person && { issuer: person.iss, client };
