import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, type Logger as Pino } from 'pino';
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

/**
 * Nest's logger as one JSON line per entry. pino directly instead of nestjs-pino, whose per-request middleware would
 * run in front of every lookup.
 */
export class JsonLogger implements LoggerService {
  private readonly pino: Pino;

  /** @param to standard output unless given */
  constructor(service: string, level: string, to?: DestinationStream) {
    const options = {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: describeFault },
    };
    this.pino = pino(options, to);
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
    const fields = typeof context === 'string' ? { context } : {};
    if (message instanceof Error) this.pino[level]({ ...fields, err: message });
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...fields, ...message });
    else this.pino[level](fields, String(message));
  }
}
