import { types } from 'node:util';
import { isBrokerOutage } from '#libs/kafka';
import { databaseTrouble } from './database-trouble.ts';
import { unreadyIn } from './unready.ts';

/** A start that whoever runs the program can mend; its message is one sentence that says how. */
export class StartRefused extends Error {
  override readonly name: string = 'StartRefused';
}

/**
 * Runs a program to its end, or until it serves. What whoever runs it can mend is told in one sentence, anything else with
 * its trace; either ends the process with status 1.
 */
export async function program(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${describeStartFailure(error)}\n`);
    process.exit(1);
  }
}

/** What to do about the SQLSTATEs that a start meets; their messages name objects and no values. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'check user and password in its URL'],
  [/^3D/, 'make it, or check its name in its URL'],
  [/^25006/, 'name the primary in its URL, or let it be written to'],
  [/^53100/, 'make room on its disk, then start again'],
];

/** Of a failure before anything served; no value of a setting is in it. */
export function describeStartFailure(error: unknown): string {
  if (error instanceof StartRefused) return error.message;
  const refused = unreadyIn(error);
  if (refused) return refused.message;
  if (!types.isNativeError(error)) return String(error);
  const { code, port } = error as Error & { readonly code?: unknown; readonly port?: unknown };
  if (code === 'EADDRINUSE')
    return `Port ${String(port)} is taken: end the program that uses it, or choose another one (PORT, SYSTEM_PORT, INTERNAL_PORT).`;
  const remedy = remedies.find(([state]) => typeof code === 'string' && state.test(code))?.[1];
  if (remedy !== undefined) return `The database refuses this program (${error.message}): ${remedy}.`;
  if (isBrokerOutage(error))
    return `Kafka does not answer (${error.message}): check KAFKA_BROKERS, or start it.`;
  if (databaseTrouble(error) === 'away')
    return `The database does not answer (${messageOf(error)}): check the host and port in its URL, or start it.`;
  return error.stack ?? error.message;
}

/** Of several addresses that were tried only the parts have messages. */
const messageOf = (error: Error): string =>
  error.message ||
  (error instanceof AggregateError ? error.errors.map((each: Error) => each.message).join(', ') : error.name);
