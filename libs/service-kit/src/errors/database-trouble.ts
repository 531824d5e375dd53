import { DomainError, Overloaded } from './domain.error.ts';
import { ConnectionRefused, noteForOperators } from './unready.ts';

/**
 * SQLSTATEs that say nothing about the request: connection (08), a database that takes no writes (25006), resources such
 * as disk, memory and connections (53), shutdown and start (57P), system (58).
 */
const awayState = /^(08|25006|53|57P0|58)/;
/** What waits for others too long or in a circle: serialisation, deadlock, lock, statement timeout. */
const busyState = /^(40001|40P01|55P03|57014)$/;
/** The transaction was ended for the sake of another and left nothing behind, so it may run again. */
const victimState = /^(40001|40P01)$/;
const awaySystemCall =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/**
 * What pg and its pool say without a code, and TypeORM when a connection broke between two statements: it gives that
 * connection back at once, and tells the next statement no cause.
 */
const awayText =
  /^Connection terminated|^timeout exceeded when trying to connect|Client has encountered a connection error|^timeout expired$|[Qq]uery runner (was )?already released/;
const busyText = /^Query read timeout/;

/** Nothing here can be done without what is away. */
class DependencyAway extends DomainError {
  readonly code = 'not-ready';
  override readonly retryAfterS = 2;

  constructor(options: ErrorOptions) {
    super(
      'Something that this service needs does not answer, so nothing was done. Try again shortly.',
      options,
    );
  }
}

/** `away`: the database cannot work at all. `busy`: it may in a moment. Undefined: the error is no trouble of that kind. */
export function databaseTrouble(error: unknown): 'away' | 'busy' | undefined {
  for (const { code, message, isRefusal } of chainOf(error)) {
    if (isRefusal) return 'away';
    if (busyState.test(code) || busyText.test(message)) return 'busy';
    if (awayState.test(code) || awaySystemCall.test(code) || awayText.test(message)) return 'away';
  }
  return undefined;
}

const DISK_FULL = '53100';
const READ_ONLY = '25006';

const FULL = 'the disk of the database is full: nothing is written until there is room';
/** While somebody writes it is refused again; when nobody does, nothing tells that there is room. */
const FULL_FOR_MS = 60_000;

/**
 * Why the database does not take what is to be written, where what it holds can still be read. A full disk is noted for
 * readiness, which only reads.
 */
export function refusesWrites(error: unknown): string | undefined {
  if (chainOf(error).some(({ code }) => code === DISK_FULL)) {
    noteForOperators('disk', FULL, FULL_FOR_MS);
    return FULL;
  }
  if (chainOf(error).some(({ code }) => code === READ_ONLY))
    return 'the database is read-only: nothing is written until DATABASE_URL names the primary, or it takes writes again';
  return undefined;
}

/** The refusal that an error amounts to while a dependency is away or busy; undefined for every other error. */
export function refusalInTrouble(error: unknown): DomainError | undefined {
  const trouble = databaseTrouble(error);
  if (trouble === undefined) return undefined;
  return trouble === 'busy' ? new Overloaded({ cause: error }) : new DependencyAway({ cause: error });
}

/** Runs a whole transaction, and once more when PostgreSQL ended it for the sake of another. */
export async function repeatedOnce<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (!chainOf(error).some(({ code }) => victimState.test(code))) throw error;
    return transaction();
  }
}

interface Link {
  readonly isRefusal: boolean;
  readonly code: string;
  readonly message: string;
}

const LONGEST_CHAIN = 10;

/** An error with those it wraps: TypeORM's `driverError`, `cause`, and all addresses that were tried. */
function chainOf(error: unknown): readonly Link[] {
  const found: Link[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && found.length < LONGEST_CHAIN) {
    const next = waiting.shift();
    if (typeof next !== 'object' || next === null) continue;
    const { code, message, driverError, cause, errors } = next as Readonly<Record<string, unknown>>;
    found.push({
      code: textOf(code),
      message: textOf(message),
      isRefusal: next instanceof ConnectionRefused,
    });
    waiting.push(driverError, cause, ...(Array.isArray(errors) ? (errors as unknown[]) : []));
  }
  return found;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
