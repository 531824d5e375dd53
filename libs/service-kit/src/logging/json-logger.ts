import { randomBytes } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, type Logger as Pino } from 'pino';
import { currentSpan } from '../tracing/tracing.ts';
import { describeFault } from './describe-fault.ts';

/** Members that would carry a secret or a person's data, wherever they turn up. */
const redacted = [
  'authorization',
  'dpop',
  'cookie',
  'idnr',
  'subject',
  'person',
  'familyName',
  'givenNames',
  'birthDate',
  'plate',
  'vin',
  'permit',
];

/** The context of lines that are written whatever the level: a quieter log must not make a SIEM blind. */
export const SECURITY = 'Security';

/** Tells one start of a process from another one, where each container has a process 1. */
const instance = randomBytes(6).toString('hex');

/**
 * Nest's logger as one JSON line per entry. pino directly instead of nestjs-pino, whose per-request middleware would
 * run in front of every lookup.
 */
export class JsonLogger implements LoggerService {
  private readonly pino: Pino;
  private readonly security: Pino;

  /** @param to standard output unless given */
  constructor(service: string, level: string, to?: DestinationStream) {
    const options = {
      level,
      base: { service, pid: process.pid, instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: describeFault },
    };
    this.pino = pino(options, to);
    this.security = this.pino.child({}, { level: 'trace' });
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(
    level: 'info' | 'error' | 'warn' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const traceId = currentSpan()?.place.traceId;
    const fields = {
      ...(typeof context === 'string' && { context }),
      ...(traceId !== undefined && { traceId }),
    };
    const log = context === SECURITY ? this.security : this.pino;
    if (message instanceof Error) log[level]({ ...fields, err: message });
    else if (typeof message === 'object' && message !== null) log[level]({ ...fields, ...message });
    else log[level](fields, String(message));
  }
}
