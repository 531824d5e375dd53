import type { SubjectKind } from '#libs/contracts';

export interface Localised {
  readonly de: string;
  readonly en: string;
}

/** A form as it holds, read from `forms/<id>.yaml`. Everything in it is text for people or data; none of it is markup. */
export interface Form {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the content without comments and order of members: who keeps it can tell that the form changed. */
  readonly digest: string;
  readonly title: Localised;
  readonly summary?: Localised;
  /** That decides on what is handed in, and gets what is released. */
  readonly authority: string;
  readonly purpose: string;
  readonly legalBasis: readonly string[];
  readonly subjects: readonly FormSubject[];
  readonly sources: readonly FormSource[];
  readonly pages: readonly FormPage[];
}

/** Whom or what evidence is about. */
export interface FormSubject {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly title: Localised;
  /** Fields in which the applicant types it; absent: the login tells it. */
  readonly typed?: { readonly field: string } | { readonly court: string; readonly number: string };
}

export const otherWays = ['ENTER_IT', 'BRING_PAPER'] as const;
export type OtherWay = (typeof otherWays)[number];

/** Evidence that may fill the form, chosen or declined by itself. */
export interface FormSource {
  readonly evidenceType: string;
  readonly subject: string;
  readonly title: Localised;
  /** How the application goes on without it. */
  readonly otherWays: readonly OtherWay[];
  /** Document that shows the same, by the name that people know it under; there where it may be brought. */
  readonly paper?: Localised;
  readonly shownWhen: readonly Condition[];
}

export interface FormPage {
  readonly id: string;
  readonly title: Localised;
  readonly help?: Localised;
  readonly shownWhen: readonly Condition[];
  readonly fields: readonly FormField[];
}

/** Read by libs/identifiers. */
export const identifierTypes = [
  'plate',
  'vin',
  'idnr',
  'euid',
  'widnr',
  'lei',
  'registerNumber',
  'registerCourt',
  'ags',
  'postcode',
] as const;
export type IdentifierType = (typeof identifierTypes)[number];

export const plainTypes = [
  'text',
  'longText',
  'day',
  'partialDay',
  'number',
  'choice',
  'boolean',
  'confirmation',
  'email',
  'phone',
] as const;
export type FieldType = (typeof plainTypes)[number] | IdentifierType;

export interface FormField {
  readonly id: string;
  readonly label: Localised;
  readonly help?: Localised;
  readonly type: FieldType;
  readonly required: boolean;
  readonly shownWhen: readonly Condition[];
  /** Of a choice. */
  readonly options?: readonly FieldOption[];
  readonly validation?: Validation;
  /** Value of the HTML attribute of that name (WCAG 1.3.5). */
  readonly autocomplete?: string;
  /** Where the value comes from; absent: a statement of the applicant. */
  readonly source?: FieldSource;
  /** Element of the federal catalogue, and where that is written. */
  readonly fim?: { readonly id: string; readonly source: string };
  readonly legalBasis?: readonly string[];
}

export interface FieldOption {
  readonly value: string;
  readonly label: Localised;
}

export interface Validation {
  readonly maxLength?: number;
  /** Of text: who or what it names (DIN 91379). */
  readonly writing?: 'PERSON_NAME' | 'NAME' | 'TEXT';
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  /** `YYYY-MM-DD` or `today`. */
  readonly earliest?: string;
  readonly latest?: string;
  /** Instead of the usual message where the pattern does not match. */
  readonly message?: Localised;
}

/** One field of the evidence, or several as one text. */
export type FieldSource =
  | { readonly evidenceType: string; readonly field: string }
  | { readonly evidenceType: string; readonly parts: readonly SourcePart[] };

export interface SourcePart {
  readonly field: string;
  /** Stands before it where it has a value and something stands there already. */
  readonly before: string;
}

/** Holds by what was typed in a field; several hold together. */
export type Condition =
  | { readonly field: string; readonly is: readonly string[] }
  | { readonly field: string; readonly isNot: readonly string[] };

/** What somebody typed, by field: all text, `true` or `false` of a boolean, the value of the option of a choice. */
export type Answers = Readonly<Record<string, string>>;

export const fieldsOf = ({ pages }: Pick<Form, 'pages'>): readonly FormField[] =>
  pages.flatMap(({ fields }) => fields);

/** The paths of the evidence that a field takes. */
export const pathsOf = (source: FieldSource): readonly string[] =>
  'parts' in source ? source.parts.map(({ field }) => field) : [source.field];
