import { ConnectionRefused } from '#libs/service-kit';

/** SQLSTATE classes of a server that is away or has no room: connection, resources, operator, system. */
const outageState = /^(08|53|57P|58)/;
/** What pg, its pool and TypeORM say without a code when a connection breaks or cannot be had. */
const outageText =
  /^Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|[Qq]uery runner (was )?already released/;

/** True when a fault says that the database is away; such an event is not poisonous and will be tried for ever. */
export function isDatabaseOutage(fault: unknown): boolean {
  for (let error = fault; error instanceof Error; error = nextOf(error)) {
    if (error instanceof ConnectionRefused) return true;
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && outageState.test(code)) return true;
    if (outageText.test(error.message)) return true;
  }
  return false;
}

const nextOf = (error: Error): unknown => (error as { driverError?: unknown }).driverError ?? error.cause;

const shortCode = /^[\w.-]{1,40}$/;

/** Class and code of a fault; never its message, which could carry personal data. */
export function nameOfFault(fault: unknown): string {
  if (!(fault instanceof Error)) return 'not an Error';
  const { code, driverError } = fault as { code?: unknown; driverError?: { code?: unknown } };
  const found = [code, driverError?.code].find(
    (c): c is string => typeof c === 'string' && shortCode.test(c),
  );
  return found === undefined ? fault.constructor.name : `${fault.constructor.name} ${found}`;
}

/** Where a fault arose: the frames of its stack, without the message above them. */
export const framesOf = (fault: unknown): string =>
  (fault instanceof Error ? (fault.stack ?? '') : '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .join('\n');
