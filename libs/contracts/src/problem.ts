import type { ErrorCode } from './error-codes.ts';

/** One reason within a problem: which member, why, and what to do. Never carries the offending value. */
export interface ProblemDetailItem {
  /** RFC 6901 pointer into the request body, e.g. `/subject/idnr`; `/` for the whole body. */
  readonly pointer: string;
  readonly code: ErrorCode;
  /** What is wrong and how to mend it, without any personal value. */
  readonly detail: string;
}

/** RFC 9457 problem document, served as `application/problem+json`. */
export interface Problem {
  /** Resolves to the page that explains cause and remedy. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly errors?: readonly ProblemDetailItem[];
  /** The decision row that records this refusal, where a decision was reached. */
  readonly lookupId?: string;
  /** Ties the answer to the service's log lines. */
  readonly traceId?: string;
}
