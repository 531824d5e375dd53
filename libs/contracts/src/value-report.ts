import type { RegisterName } from './register-name.ts';

/** What a person says is wrong in what a register told, or a question what became of that. */
export interface ValueReport {
  readonly id: string;
  /** Id of the decision by which it was told. */
  readonly recalls: string;
  /** In the person's own words. Absent: a question. */
  readonly words?: string;
}

/**
 * Payload of the JWS (`typ` = `report+jwt`) that the gateway posts to `POST /internal/v1/reports` as `application/jose`; the
 * same again makes no second case.
 */
export interface ReportQuestion {
  readonly iss: string;
  readonly aud: RegisterName;
  readonly iat: number;
  readonly exp: number;
  readonly report: ValueReport;
}

export const REPORT_TYP = 'report+jwt';

/** Body of the answer. UNKNOWN: this process did not tell it, or keeps the record no longer. */
export interface ReportedCase {
  readonly state: 'UNKNOWN' | 'OPEN' | 'TAKEN' | 'CLOSED';
  readonly outcome: 'CONFIRMED' | 'NOT_CONFIRMED' | null;
}
