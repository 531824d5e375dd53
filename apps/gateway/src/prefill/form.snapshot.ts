/** What filling has to know of a form. */
export interface PrefillForm {
  readonly id: string;
  readonly version: number;
  /** That decides on what is handed in, and gets what is released. */
  readonly authority: string;
  readonly purpose: string;
  readonly sources: readonly FormSource[];
  /** In the order of its pages. */
  readonly fields: readonly FormField[];
}

export interface FormSource {
  readonly evidenceType: string;
  /** Name of the subject that is asked about. */
  readonly subject: string;
}

export interface FormField {
  readonly id: string;
  /** Absent where the applicant alone knows it. */
  readonly from?: {
    readonly evidenceType: string;
    /** Of the field of the evidence, `address.street`. */
    readonly path: string;
  };
}
