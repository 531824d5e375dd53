import type { Pool } from 'pg';
import type { AuthorityTable } from '#libs/authorities';
import type {
  DigestKey,
  RegisterName,
  RepresentationAnswer,
  RepresentationAsked,
  SubjectKind,
} from '#libs/contracts';
import type { SearchEntry } from '#libs/identifiers';
import type { DomainError } from '#libs/service-kit';
import type { Property, RegisterRecord, Values } from './register-record.ts';

/**
 * P0 public, P1 identity, P2 contact, P3 sensitive (domain.md §4). P4 leaves the register by special statute only and
 * therefore cannot be listed.
 */
export type PrivacyClass = 'P0' | 'P1' | 'P2' | 'P3';

/** One value that other authorities may ask for. */
export interface Field<T extends RegisterRecord> {
  readonly title: string;
  readonly privacyClass: PrivacyClass;
  /** The properties `read` needs; only their columns are selected, and their latest origin is the provenance. */
  readonly from: readonly [Property<T> | 'id', ...Property<T>[]];
  /** Pure. `null` or `undefined` where the register holds no value; delivered as `null`. */
  readonly read: (record: T) => unknown;
}

/** Fields by leaf path, e.g. `address.street`. A property is private until it is listed here. */
export type FieldCatalogue<T extends RegisterRecord> = Readonly<Record<string, Field<T>>>;

export interface Register<T extends RegisterRecord> {
  readonly name: RegisterName;
  readonly topic: string;
  /** Singular noun; `resident` keeps its history in `resident_history`. */
  readonly record: string;
  readonly entity: new () => T;
  readonly fields: FieldCatalogue<T>;
  /** How a lookup may name the subject, and the property (an indexed column) that must equal it. */
  readonly subjects: Readonly<Partial<Record<SubjectKind, { readonly property: Property<T> }>>>;
  /**
   * A kind of subject that is searched for instead of named. The entries of each record stand in `<record>_search` and
   * follow every act; a lookup is answered where its key and terms fit the entries of one record alone.
   */
  readonly search?: {
    readonly kind: SubjectKind;
    readonly entries: (values: Values<T>) => readonly SearchEntry[];
  };
  /** SQL condition over a record, by its alias, without which lookups do not know it, e.g. that it is not closed. */
  readonly found?: (alias: string) => string;
  /** SQL sort keys over a record, by its alias: of several under one natural key lookups take the first. */
  readonly newest?: (alias: string) => string;
  /** Property with a unique constraint by which an import recognises a record it has met before. */
  readonly naturalKey: Property<T>;
  /** Property that a permit's birth date must equal; without it a permit with a birth date is refused. */
  readonly birthDate?: Property<T>;
  /**
   * SQL condition over the record `r` under which a lookup is answered neutrally, e.g. an information lock. Part of the
   * statement, so that a locked record costs the same time as an unknown one.
   */
  readonly lockedWhen?: string;
  /** Who keeps records of this register, and of what. */
  readonly authorities: AuthorityTable;
  /** What decides who is competent for a record of these values: a municipality's key or a court's code. */
  readonly area: (values: Values<T>) => string | undefined;
  /** JSON pointer of the member of a registration that says so. */
  readonly areaMember: string;
  /** An act may make another authority competent: it is the last of the former one, which passes the record on. */
  readonly passesOn?: true;
  /** One body keeps the register for all its authorities, and evidence names that one. */
  readonly keptCentrally?: true;
  /** IDNrs of the persons a record concerns; stored as pseudonyms and used to check and to show disclosures. */
  readonly concerns?: (values: Values<T>) => readonly string[];
  /** Anybody may inspect the register: what a citizen chose is told, whomever the record concerns. */
  readonly inspectable?: true;
  /**
   * What a person may see of the values that were told earlier, under the seals of today: a value is left out as null.
   * Without it all of them. `elsewhere`: the record is closed, and the values of today are those of its end. Pure.
   */
  readonly recalled?: (then: Values<T>, today: Values<T>, elsewhere: boolean) => Values<T>;
  /**
   * A record that is kept here vouches for one of the same person that is closed elsewhere: the column by which it is found
   * under the name of its events, and a SQL condition over `r` beside the absence of locks, e.g. that no name is sealed.
   */
  readonly vouched?: { readonly subjectColumn: string; readonly when: string };
  /**
   * Who somebody is, or whether they may act for another; logged with `logRepresentation`. Undefined for a question that is not
   * this register's, or was answered before.
   * @param kept authorities whose records the process keeps; null: of all
   * @param key of what it names by pseudonyms
   */
  readonly representation?: (
    asked: RepresentationAsked,
    database: Pool,
    kept: readonly string[] | null,
    key: DigestKey,
  ) => Promise<RepresentationAnswer | undefined>;
  /**
   * What names the record's subject on Kafka, before it is turned into a pseudonym. `{ person }` takes an IDNr and has it
   * go through the citizen's pseudonym first, so that followers recognise persons without holding IDNrs.
   */
  readonly eventKey: (record: Values<T> & { readonly id: string }) => string | { readonly person: string };
  /** Refusals for the record's other unique constraints, by constraint name. */
  readonly conflicts?: Readonly<Record<string, () => DomainError>>;
}

const leafPath = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/;

/** Declares a register; fails at start where the catalogue is ambiguous. */
export function defineRegister<T extends RegisterRecord>(register: Register<T>): Register<T> {
  const paths = Object.keys(register.fields);
  for (const path of paths) {
    if (!leafPath.test(path)) throw new Error(`${register.name}: "${path}" is not a field path.`);
    const parent = paths.find((other) => path.startsWith(`${other}.`));
    if (parent) throw new Error(`${register.name}: "${parent}" is a parent of "${path}", not a leaf.`);
  }
  return register;
}

/** Properties that the catalogue publishes; only these are named in events and receipts. */
export function publishedProperties<T extends RegisterRecord>(register: Register<T>): ReadonlySet<string> {
  return new Set(Object.values(register.fields).flatMap((field) => field.from));
}
