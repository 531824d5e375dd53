import { RequestInvalid } from '#libs/service-kit';
import { RegisterUnavailable } from '../register.errors.ts';

const UNIQUE_VIOLATION = '23505';
/** PostgreSQL classes 08 connection, 53 resources, 57P shutdown; 57014 is the statement timeout, 55P03 a lock timeout. */
const unavailable = /^(08|53|57P|57014|55P03)/;
/** NUL in text or JSON: valid in a JSON body, impossible in PostgreSQL. */
const unstorable = /^(22P05|22021)$/;
const brokenConnection =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|Connection terminated|timeout exceeded when trying to connect|timeout expired/;

interface DatabaseError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
  readonly driverError?: DatabaseError;
}

const innermost = (error: unknown): DatabaseError => {
  const outer = error as DatabaseError | undefined;
  return outer?.driverError ?? outer ?? {};
};

/** Name of the unique constraint that a write ran into. */
export function violatedConstraint(error: unknown): string | undefined {
  const { code, constraint } = innermost(error);
  return code === UNIQUE_VIOLATION ? constraint : undefined;
}

/**
 * A database that cannot be reached, is shutting down or too slow is a 503, and text it cannot hold is the request's
 * fault; every other error stays what it is.
 */
export function asRefusal(error: unknown): unknown {
  const { code = '', message = '' } = innermost(error);
  if (unavailable.test(code) || brokenConnection.test(`${code} ${message}`))
    return new RegisterUnavailable(error);
  return unstorable.test(code) ? textUnstorable() : error;
}

const textUnstorable = () =>
  new RequestInvalid([
    { pointer: '/', code: 'request-invalid', detail: 'A text contains the character U+0000; leave it out.' },
  ]);
