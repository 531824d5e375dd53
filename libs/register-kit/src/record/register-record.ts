/** Where a stored value comes from; the register's side of `FieldProvenance`. */
export interface Origin {
  readonly version: number;
  /** `YYYY-MM-DD` */
  readonly effectiveOn: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string;
}

/**
 * Origins by property. `*` is the registration and stands for every property that was not changed since, which keeps
 * the column small: it is read with every disclosure.
 */
export type Origins = { readonly '*': Origin } & Readonly<Record<string, Origin>>;

/** What the kit keeps on every record, beside the register's own columns. */
export interface RegisterRecord {
  readonly id: string;
  /** 1 for the registration, then one more per act. */
  readonly version: number;
  readonly origins: Origins;
  /** Pseudonyms of the persons the record concerns, domain `citizen`. */
  readonly concerns: readonly string[];
  /**
   * Id of the authority that keeps the record, as the table of authorities has it; `null` where the table knows nobody
   * who is competent.
   */
  readonly authority: string | null;
  /** When the latest act was recorded. */
  readonly recordedAt: Date;
  /** The latest day from which one of its acts holds, `YYYY-MM-DD`: one that was recorded late does not set it back. */
  readonly effectiveOn: string;
}

/** Columns of {@link RegisterRecord}; the register's own properties are all others. */
export const kitProperties: ReadonlySet<string> = new Set<keyof RegisterRecord>([
  'id',
  'version',
  'origins',
  'concerns',
  'authority',
  'recordedAt',
  'effectiveOn',
]);

/** The register's own properties: JSON values, days as text, absent ones `null`. */
export type Values<T extends RegisterRecord> = Omit<T, keyof RegisterRecord>;
export type Property<T extends RegisterRecord> = keyof Values<T> & string;

export const originOf = (origins: Origins, property: string): Origin => origins[property] ?? origins['*'];
