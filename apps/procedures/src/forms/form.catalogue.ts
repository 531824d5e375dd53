/** What somebody typed, by field. */
export type Answers = Readonly<Record<string, string>>;

/** What became of the evidence of a form, by evidence type. */
export type Ways = Readonly<Record<string, 'RELEASED' | 'ENTER_IT' | 'BRING_PAPER'>>;

/** What is wrong with one field; never with its value in it. */
export interface FieldFault {
  readonly field: string;
  readonly detail: string;
  /** The form of today has no such field. */
  readonly isUnknown?: true;
}

export interface Localised {
  readonly de: string;
  readonly en: string;
}

/** What this app has to know of a form. */
export interface ProcedureForm {
  readonly id: string;
  readonly version: number;
  /** That decides on what is handed in. */
  readonly authority: string;
  readonly purpose: string;
  readonly title: Localised;
  /** Of which evidence may be released with it. */
  readonly evidenceTypes: readonly string[];
  /** What is typed that the form does not have or does not take. */
  unfit(answers: Answers): readonly FieldFault[];
  /** The whole of it, for who shows it. */
  readonly definition: object;
  /** The same, and what is missing, for what is handed in. */
  faults(answers: Answers, ways: Ways): readonly FieldFault[];
}

/** The forms of this installation, each in its version of today. */
export class FormCatalogue {
  /** @param isTaken whether what is handed in to an authority is kept here today */
  constructor(
    private readonly known: readonly ProcedureForm[],
    private readonly isTaken: (authority: string) => boolean = () => true,
  ) {}

  get all(): readonly ProcedureForm[] {
    return this.known.filter(({ authority }) => this.isTaken(authority));
  }

  of(id: string): ProcedureForm | undefined {
    return this.all.find((form) => form.id === id);
  }
}
