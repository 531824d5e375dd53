/** What a register says of itself in `apps/<name>/register.json`; all lists of registers and of what they have come from it. */
export interface RegisterDeclaration {
  readonly name: string;
  readonly title: { readonly de: string; readonly en: string };
  /** The German title as a sentence goes on after "aus dem", where it is another one then. */
  readonly dative?: string;
  /** As the law calls it: the … register. */
  readonly called: string;
  /** Where nobody chooses another. */
  readonly port: number;
  /** How the subject of a lookup may be named: kinds, and who reads them, a `subjectParsers` of libs/identifiers. */
  readonly subjects: Readonly<Record<string, string>>;
  readonly events: {
    readonly types: readonly string[];
    /** Those after which the record is no longer the one of its subject: another authority has one. */
    readonly closing?: readonly string[];
    /** How subscribers name subjects, and what names them in the events. */
    readonly followedBy: Readonly<Record<string, EventName>>;
  };
  /** What it refuses by its own law, by code; each has a page in docs/problems. */
  readonly errors: Readonly<Record<string, { readonly status: number; readonly title: string }>>;
  /** How long its lookups stay visible, and their log is kept; the first entry that fits rules. */
  readonly retention: readonly RegisterRetention[];
  /** Its consumer groups, with the registers whose changes they take. */
  readonly follows: Readonly<Record<string, readonly string[]>>;
  /** Its officers' authority in a demonstration. */
  readonly office: { readonly authority: string; readonly name: string; readonly desk: string };
  /** Its officers get cases of values that persons say are wrong. */
  readonly takesReports?: boolean;
  /** Day of its declaration; absent for registers of the first release. */
  readonly since?: string;
}

/**
 * The name of a record's subject in events: the pseudonym of a citizen, the identifier, the record's id, or the record's id
 * after the register was asked for it.
 */
export type EventName = 'citizen' | 'identifier' | 'record' | 'lookup';

export interface RegisterRetention {
  /** Only where the subject is named like that. */
  readonly subjectKind?: string;
  /** ISO 8601 duration; at least so long. */
  readonly period: string;
  /** Counted from the end of the calendar year. */
  readonly fromYearEnd?: boolean;
  readonly legalBasis: string;
  readonly de: string;
  readonly en: string;
}
