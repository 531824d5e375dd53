import { migrationOf } from '#libs/service-kit';

/** What a redrive or discard left out, and who carries it out later, is told for as long as it is there. Until now the audit log alone said it. */
export const leftOutKeptMigration = migrationOf('LeftOutKept1797350000001', [
  `alter table redrive add column left_out jsonb not null default '[]',
    add column absent_groups text[] not null default '{}'`,
  `update redrive set left_out = audit.detail -> 'leftOut'
  from audit where audit.object = redrive.id::text and audit.detail ? 'leftOut'`,
]);
