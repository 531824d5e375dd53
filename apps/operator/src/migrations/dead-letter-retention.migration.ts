import { migrationOf, retentionPeriodsMigration } from '#libs/service-kit';

export const periodMigration = retentionPeriodsMigration('operator_app', [
  {
    kind: 'dead-letter',
    keep: '1 year',
    basis: 'after it was redriven or discarded: what operators account for; who did it stays in the audit',
  },
]);

/**
 * A settled letter goes with its steps and its places in redrives. Not before the topic that announced it has forgotten
 * it too (Kafka's default: 7 days), or it would come again.
 */
export const deadLetterMigrations = [
  migrationOf(
    'DeadLetterIndex1796000040000',
    [
      'drop index concurrently if exists dead_letter_settled',
      `create index concurrently dead_letter_settled on dead_letter (changed_at) where state <> 'PARKED'`,
      'drop index concurrently if exists redrive_item_by_letter',
      'create index concurrently redrive_item_by_letter on redrive_item (dead_letter_id)',
    ],
    false,
  ),
  migrationOf('DeadLetterRetention1796000041000', [
    `create function forget_dead_letters(most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare old uuid[];
begin
  old := array(
    select id from dead_letter
    where state <> 'PARKED' and changed_at < kept_until('dead-letter', '', interval '30 days', false)
    order by changed_at limit most for update skip locked);
  delete from redrive_item where dead_letter_id = any(old);
  delete from dead_letter_step where dead_letter_id = any(old);
  delete from dead_letter where id = any(old);
  return cardinality(old);
end $$`,
    'revoke all on function forget_dead_letters(int) from public',
    'grant execute on function forget_dead_letters(int) to operator_app',
  ]),
];
