import { authorityTable, today } from '#libs/authorities';

/**
 * Who keeps the cases of an authority today: itself, or who succeeded it, by the table of authorities; nobody where it has
 * ended without a successor, or has not begun. One that is not listed there keeps its own.
 */
export const keeperOf = (authority: string): string | undefined =>
  authorityTable.of(authority) === undefined ? authority : authorityTable.keeperOf(authority, today())?.id;

/** Whose cases an authority keeps today: its own, and those of everybody it succeeded. */
export const keptBy = (authority: string): readonly string[] =>
  authorityTable.of(authority) === undefined ? [authority] : authorityTable.keptBy(authority, today());

/** By which authorities' clients and keys something for an authority is had: its keeper's first, then its own. */
export function actingFor(authority: string): readonly string[] {
  const keeper = keeperOf(authority);
  return [...new Set(keeper === undefined ? [authority] : [keeper, authority, ...keptBy(keeper)])];
}
