import type { Case } from './case.rules.ts';

/** What a register says of its cases; everything else about them is here. */
export interface CaseDefinition<C extends Case> {
  /** How an officer may end a case of each kind. */
  readonly outcomesOf: Readonly<Record<C['kind'], readonly (C['outcome'] & string)[]>>;
  /** What only this register's cases have; a column is called like its property. */
  readonly own: readonly Exclude<keyof C, keyof Case>[];
  /**
   * Table, by `case_id`, of what cases still wait for; a row goes when its case ends. The acts of such a register name
   * lookups (`lookup_id`).
   */
  readonly enquiries?: string;
}

const ofAll = [
  ...(['id', 'authority', 'kind', 'eventId', 'effectiveOn', 'reportedAt', 'state', 'openedAt'] as const),
  ...(['takenBy', 'takenIssuer', 'takenAt', 'outcome', 'closedBy', 'closedIssuer', 'closedAt'] as const),
] satisfies readonly (keyof Case)[];

/** SQL of all columns of the cases `c`, by the names of their properties. */
export const columnsOf = <C extends Case>({ own }: CaseDefinition<C>): string =>
  [...ofAll, ...own]
    .map(String)
    .map((name) => `c.${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${name}"`)
    .join(', ');
