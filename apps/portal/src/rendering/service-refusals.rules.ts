import { NoAnswer, Problem } from '#libs/client';
import { DomainError, RouteUnknown } from '#libs/service-kit';

/** A service that this portal calls does not answer, or has too much to do. */
export class ServiceSilent extends DomainError {
  readonly code = 'overloaded';

  constructor() {
    super('A service that this page needs is not answering at present.');
  }
}

/** 400 is a mistake of this portal's own, 401 the end of a login; what was not found and what is too much have pages. */
const withPagesOfTheirOwn: readonly number[] = [400, 401, 404, 405, 413, 414, 415, 429];

/** Whether a service had reasons of its own, as somebody else was faster: it is no fault of anybody. */
export const isRefusal = (error: unknown): error is Problem =>
  error instanceof Problem &&
  error.status >= 400 &&
  error.status < 500 &&
  !withPagesOfTheirOwn.includes(error.status);

/** What a service refused as this portal tells it: what is another's, what never was and what is hidden are one page. */
export function toldOf(error: unknown): unknown {
  if (error instanceof NoAnswer) return new ServiceSilent();
  if (!(error instanceof Problem)) return error;
  if (error.status === 404) return new RouteUnknown();
  return error.status === 429 || error.status >= 500 ? new ServiceSilent() : error;
}
