import { RegisterUnavailable } from '../register.errors.ts';

const UNIQUE_VIOLATION = '23505';
/** PostgreSQL classes 08 connection, 53 resources, 57P shutdown; 57014 is the statement timeout, 55P03 a lock timeout. */
const unavailable = /^(08|53|57P|57014|55P03|40P01)/;
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

/** A database that cannot be reached, is shutting down or too slow is a 503, not a fault of the request or the code. */
export function unlessUnavailable(error: unknown): unknown {
  const { code, message } = innermost(error);
  const down = (code !== undefined && unavailable.test(code)) || brokenConnection.test(`${code} ${message}`);
  return down ? new RegisterUnavailable(error) : error;
}
