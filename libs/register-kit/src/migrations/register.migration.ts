import type { MigrationInterface, QueryRunner } from 'typeorm';

export interface RegisterTables {
  /** Singular; the history is `<record>_history`. */
  readonly record: string;
  /** The record table, created by the register's own, earlier migration. */
  readonly table: string;
  /** The role that serves requests. It may insert here and never update or delete. */
  readonly appRole: string;
}

const plainName = /^[a-z_][a-z0-9_]{0,50}$/;

/** History and disclosure log of one register, frozen. Runs after the register's own first migration. */
export function registerMigration(tables: RegisterTables): new () => MigrationInterface {
  if (!Object.values(tables).every((name) => plainName.test(name as string))) {
    throw new TypeError('Tables and roles of a register have plain lower-case names.');
  }
  return class Register1767225500000 implements MigrationInterface {
    readonly name = 'Register1767225500000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(historySql(tables));
      await runner.query(disclosureLogSql(tables));
    }

    down(): Promise<void> {
      throw new Error('Migrations go forward only.');
    }
  };
}

const historySql = ({ record, table, appRole }: RegisterTables): string => `
  create table ${record}_history (
    record_id uuid not null references ${table} (id),
    version int not null check (version > 0),
    type text not null,
    effective_on date not null,
    recorded_at timestamptz not null,
    ground text not null,
    officer text not null,
    idempotency_key text,
    body_fingerprint text not null,
    event_id uuid not null,
    patch jsonb not null,
    primary key (record_id, version)
  );
  create unique index ${record}_history_idempotency on ${record}_history (officer, idempotency_key)
    where idempotency_key is not null;
  grant select, insert on ${record}_history to ${appRole};
`;

/**
 * Who was told what (BMG §40, IDNrG §9, StVG §36(6), HRV §53). File number and person stand with the gateway's decision;
 * occasion and hits are open (docs/law.md). The app role may read ids only, which the check for replayed permits needs;
 * the true reason behind a neutral answer stays in the register's protected log.
 */
const disclosureLogSql = ({ appRole }: RegisterTables): string => `
  create table disclosure_log (
    decision_id uuid primary key,
    at timestamptz not null default now(),
    authority text not null,
    purpose text not null,
    evidence_type text not null,
    subject_kind text not null,
    fields text not null,
    outcome text not null check (outcome in ('EVIDENCE', 'UNKNOWN', 'AMBIGUOUS', 'MISMATCH', 'LOCKED')),
    record_id uuid
  );
  grant insert, select (decision_id) on disclosure_log to ${appRole};
`;
