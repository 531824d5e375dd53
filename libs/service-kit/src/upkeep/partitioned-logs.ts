/** A log whose rows carry the id of one event, a UUIDv7; there is one of each in a database. */
export interface PartitionedLogs {
  /** Kind of the log in `retention_period`. */
  readonly kind: string;
  readonly appRole: string;
  /** The first one has all ids and decides; rows of the others go with the row of the same id. */
  readonly tables: readonly LogTable[];
  /** Together they concern every row. */
  readonly parts: readonly LogPart[];
}

export interface LogTable {
  readonly name: string;
  /** Column of the id: primary key, or part of it. */
  readonly id: string;
  /** What the app role may do, as in a GRANT. */
  readonly rights: string;
  /** Where the key does not begin with the id. */
  readonly needsIndex?: boolean;
}

/** Rows with a period of their own. */
export interface LogPart {
  readonly part: string;
  /** SQL condition over the first table's columns. */
  readonly matches: string;
  /** Interval below which no setting can go. */
  readonly shortest: string;
  /** Counted from the end of the calendar year. */
  readonly fromYearEnd?: boolean;
}
