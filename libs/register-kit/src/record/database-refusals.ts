import { databaseTrouble } from '#libs/service-kit';
import { RegisterUnavailable } from '../register.errors.ts';

const UNIQUE_VIOLATION = '23505';

interface DatabaseError {
  readonly code?: string;
  readonly constraint?: string;
  readonly driverError?: DatabaseError;
}

/** Name of the unique constraint that a write ran into. */
export function violatedConstraint(error: unknown): string | undefined {
  const outer = error as DatabaseError | undefined;
  const { code, constraint } = outer?.driverError ?? outer ?? {};
  return code === UNIQUE_VIOLATION ? constraint : undefined;
}

/** A database that is away or too busy is a 503; every other error stays what it is. */
export const asRefusal = <E>(error: E): E | RegisterUnavailable =>
  databaseTrouble(error) === undefined ? error : new RegisterUnavailable(error);
