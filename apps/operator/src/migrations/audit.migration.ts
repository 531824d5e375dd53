import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Audit1767226000000 implements MigrationInterface {
  readonly name = 'Audit1767226000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(auditSql);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * Operators' steps, insert-only and chained by hash. The trigger alone gives number, time and hash, one writer after
 * the other until its commit; operators' steps are rare, so the lock costs nothing that counts.
 */
const auditSql = `
  create table audit (
    seq bigint primary key,
    at timestamptz not null,
    actor text not null check (actor <> ''),
    action text not null check (action ~ '^[a-z-]+\\.[a-z-]+$'),
    object text not null,
    reason text,
    detail jsonb not null default '{}',
    previous text not null,
    hash text not null
  );
  create index audit_by_object on audit (object, seq);

  create function audit_hash(a audit) returns text language sql immutable as $$
    select encode(sha256(convert_to(a.previous || jsonb_build_array(a.seq, extract(epoch from a.at), a.actor,
      a.action, a.object, a.reason, a.detail)::text, 'UTF8')), 'hex')
  $$;

  create function audit_chain() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    last audit;
  begin
    perform pg_advisory_xact_lock(4711, 6);
    select * into last from audit order by seq desc limit 1;
    new.seq := coalesce(last.seq, 0) + 1;
    new.at := clock_timestamp();
    new.previous := coalesce(last.hash, '');
    new.hash := audit_hash(new);
    return new;
  end $$;
  create trigger audit_chain before insert on audit for each row execute function audit_chain();

  -- The first entry whose hash or link is wrong; no row while the log is whole.
  create view audit_break as
    select seq from (
      select a.seq, a.hash <> audit_hash(a) or a.previous <> coalesce(lag(a.hash) over (order by a.seq), '')
        or a.seq <> row_number() over (order by a.seq) as broken
      from audit a) judged
    where broken order by seq limit 1;

  revoke all on function audit_chain() from public;
  grant select, insert (actor, action, object, reason, detail) on audit to operator_app;
  grant select on audit_break to operator_app;`;
