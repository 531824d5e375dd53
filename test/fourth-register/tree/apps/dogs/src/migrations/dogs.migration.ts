import { migrationOf } from '#libs/service-kit';

export const dogsMigration = migrationOf('Dogs1767225400000', [
  `create table dogs (
  id uuid primary key,
  version int not null,
  origins jsonb not null,
  concerns text[] not null,
  recorded_at timestamptz not null,
  effective_on date not null,
  chip text not null constraint dogs_chip unique,
  race text not null,
  tax_class text not null,
  owner jsonb not null,
  deregistered_on date
)`,
  'grant select, insert, update on dogs to dogs_app',
]);
