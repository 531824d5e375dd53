import { type RegisterDeclaration, registers } from '#libs/contracts';
import { logPartMigration, migrationOf, type PartitionedLogs } from '#libs/service-kit';
import { lookupLogs } from './log-retention.migration.ts';

/** Which registers there are is said by what they declare, no longer by the tables. What is stored was checked by the list. */
export const anyRegisterMigration = migrationOf('AnyRegister1796550000000', [
  'alter table subscription drop constraint subscription_register_check',
  `alter table subscription add constraint subscription_register_check check (register ~ '^[a-z]+$') not valid`,
]);

/** Registers since the first release, the oldest first: an order that no later one changes. */
export const furtherRegisters = (all: readonly RegisterDeclaration[]): readonly RegisterDeclaration[] =>
  all
    .filter(({ since }) => since !== undefined)
    .toSorted((one, other) => `${one.since} ${one.name}`.localeCompare(`${other.since} ${other.name}`));

/** The log of lookups with the parts of these registers, whose rows are the companies' no longer. */
function logsWith(further: readonly RegisterDeclaration[]): PartitionedLogs {
  const isOf = ({ name }: RegisterDeclaration): string => `evidence_type like '${name}.%'`;
  const parts = lookupLogs.parts.map((part) =>
    part.part === 'business'
      ? { ...part, matches: [part.matches, ...further.map((each) => `not ${isOf(each)}`)].join(' and ') }
      : part,
  );
  const own = further.map((each) => {
    const { period, fromYearEnd = false } = each.retention[0]!;
    return { part: each.name, matches: isOf(each), shortest: period, fromYearEnd };
  });
  return { ...lookupLogs, parts: [...parts, ...own] };
}

/** One for each of them, which nothing that is declared later changes. */
export const registerMigrationsOf = (all: readonly RegisterDeclaration[]) =>
  furtherRegisters(all).map(({ name, retention }, index, further) =>
    logPartMigration(
      `Register${name.charAt(0).toUpperCase()}${name.slice(1)}${1796560000000 + index}`,
      logsWith(further.slice(0, index + 1)),
      retention[0]!.legalBasis,
    ),
  );

export const registerMigrations = registerMigrationsOf(Object.values(registers));
