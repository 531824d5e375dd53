import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import {
  type DatabaseConfig,
  type HttpConfig,
  type LogConfig,
  type TracingConfig,
  untakenIn,
} from '../config/index.ts';
import { requireSchema } from '../database/schema.ts';
import { noteForOperators, StartRefused } from '../errors/index.ts';
import { JsonLogger } from '../logging/index.ts';
import type { ServiceDescription } from '../pages/index.ts';
import { internalPortOf, systemPortOf } from '../transport/index.ts';

interface Prepared {
  readonly http: HttpConfig;
  readonly log: LogConfig;
  readonly tracing: TracingConfig;
  readonly database: DatabaseConfig;
}

const LOOPBACK = '127.0.0.1';

/**
 * What every service looks at before anything of it begins, so that it starts whole or not at all: a process that found a
 * port taken at its end would have relayed and consumed before.
 * @param migrations those that its database is to have
 * @throws StartRefused saying what to do
 */
export async function prepare(
  { name }: ServiceDescription,
  { http, log, tracing, database }: Prepared,
  migrations: Parameters<typeof requireSchema>[1],
): Promise<void> {
  // Until the app has its own: what is warned of here is a line of JSON, too.
  Logger.overrideLogger(new JsonLogger(name, log.logLevel));
  const untaken = untakenIn(tracing);
  noteForOperators('settings', untaken);
  if (untaken !== undefined) new Logger('Settings').warn({ msg: untaken });
  await requireDoors(http);
  await requireSchema(database, migrations);
}

/** Listens at all doors together, and at none afterwards. @throws StartRefused naming the setting */
export async function requireDoors(http: HttpConfig): Promise<void> {
  const doors = [
    ['', http.host, http.port],
    ['SYSTEM_', http.systemHost ?? LOOPBACK, systemPortOf(http)],
    ['INTERNAL_', http.internalHost ?? LOOPBACK, internalPortOf(http)],
  ] as const;
  const open: Server[] = [];
  try {
    for (const [door, host, port] of doors) {
      const server = createServer();
      try {
        server.listen(port, host);
        await once(server, 'listening');
      } catch (error) {
        throw new StartRefused(sentenceOf(door, port, (error as NodeJS.ErrnoException).code), {
          cause: error,
        });
      }
      open.push(server);
    }
  } finally {
    await Promise.all(open.map((server) => once(server.close(), 'close')));
  }
}

function sentenceOf(door: string, port: number, code = 'no code'): string {
  if (code === 'EADDRINUSE')
    return `${door}PORT: port ${port} is taken: end the program that uses it, or choose another port.`;
  if (code === 'EACCES')
    return `${door}PORT: this user may not listen at port ${port}: choose one from 1024 on.`;
  return `${door}HOST is no address of this machine at which it can listen (${code}): write one that it has, such as 127.0.0.1 or 0.0.0.0.`;
}
