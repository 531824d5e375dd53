import type { Localised } from '../forms/index.ts';

/** How applications with one form are decided: what the law asks, looked at by a machine. Pure. */
export interface Procedure {
  /** Id of the form. */
  readonly form: string;
  decide(application: Application): Assessment;
}

export interface Application {
  readonly form: string;
  readonly version: number;
  /** That decides today. */
  readonly authority: string;
  /** That it was handed in to; the other one may have succeeded it. */
  readonly handedInTo: string;
  /** `YYYY-MM-DD`, Europe/Berlin. */
  readonly today: string;
  /** What the applicant typed, by field; nobody confirmed it. */
  readonly statements: Readonly<Record<string, string>>;
  readonly evidence: readonly ReleasedEvidence[];
  /** Another one of this person with this form is granted, or with a clerk. */
  readonly hasAnother: boolean;
}

/** LOST: it was released and cannot be had any more. NOT_RELEASED: the citizen chose another way. */
export interface ReleasedEvidence {
  readonly evidenceType: string;
  readonly state: 'EVIDENCE' | 'LOST' | 'NOT_RELEASED';
  /** As the gateway answered: nested as in the schema of the evidence type. */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** By field path. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly provenance?: Readonly<Record<string, unknown>>;
  readonly registerAuthority?: string;
  readonly asOf?: string;
  readonly way?: string;
  /** In which capacity the applicant released it for another one; of an officer the commercial register said so. */
  readonly givenAs?: 'PARENT' | 'OFFICER';
  /** Together with a second officer, who has confirmed the choice. */
  readonly isGivenJointly?: true;
  /** Why it was lost. */
  readonly problem?: string;
}

export interface AssessedRule {
  readonly rule: string;
  readonly title: Localised;
  readonly met: 'YES' | 'NO' | 'UNKNOWN';
  readonly reason: Localised;
  /** Article. */
  readonly ground?: string;
}

export interface Assessment {
  readonly rules: readonly AssessedRule[];
  /** AUTOMATIC grants at once; everything else is a clerk's. */
  readonly outcome: 'AUTOMATIC' | 'CLERK';
  /** What the register would be asked to do if it is granted, for the officer who does it. */
  readonly preparedAct?: {
    readonly register: string;
    readonly path: string;
    readonly body: unknown;
  };
}

/** The procedures by form; what has none is a clerk's from the beginning. */
export class Procedures {
  private readonly byForm: ReadonlyMap<string, Procedure>;

  constructor(procedures: readonly Procedure[]) {
    this.byForm = new Map(procedures.map((procedure) => [procedure.form, procedure]));
  }

  assess(application: Application): Assessment {
    return this.byForm.get(application.form)?.decide(application) ?? { rules: [], outcome: 'CLERK' };
  }
}
