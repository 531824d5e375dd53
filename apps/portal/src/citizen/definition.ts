import type { Procedures } from '#libs/client';

type Localised = Procedures.Localised;

/** Of a form (docs/forms.md) what pages show. */
export interface Definition {
  readonly summary?: Localised;
  readonly legalBasis?: readonly string[];
  readonly subjects: readonly FormSubject[];
  readonly sources: readonly FormSource[];
  readonly pages: readonly FormPage[];
}

export interface FormSubject {
  readonly id: string;
  readonly kind: string;
  readonly title: Localised;
  /** Named by what is typed into this field. */
  readonly typed?: { readonly field: string };
}

export interface FormSource {
  readonly evidenceType: string;
  readonly subject: string;
  readonly title: Localised;
  readonly otherWays?: readonly ('ENTER_IT' | 'BRING_PAPER')[];
}

export interface FormPage {
  readonly id: string;
  readonly title: Localised;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly id: string;
  readonly label: Localised;
  readonly help?: Localised;
  readonly type: string;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly shownWhen?: readonly { readonly field: string; readonly is: readonly string[] }[];
  readonly source?: { readonly evidenceType: string };
  readonly options?: readonly { readonly value: string; readonly label: Localised }[];
}

export const definitionOf = ({ definition }: Procedures.WholeForm): Definition =>
  definition as unknown as Definition;
