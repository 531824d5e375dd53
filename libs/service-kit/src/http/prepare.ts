import { Logger } from '@nestjs/common';
import {
  type DatabaseConfig,
  type HttpConfig,
  type LogConfig,
  type TracingConfig,
  untakenIn,
} from '../config/index.ts';
import { requireSchema } from '../database/schema.ts';
import { noteForOperators } from '../errors/index.ts';
import { JsonLogger } from '../logging/index.ts';
import type { ServiceDescription } from '../pages/index.ts';
import { requireDoors } from '../transport/index.ts';

interface Prepared {
  readonly http: HttpConfig;
  readonly log: LogConfig;
  readonly tracing: TracingConfig;
  readonly database: DatabaseConfig;
}

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
  await requireDoors(http);
  await requireSchema(database, migrations);
  const untaken = untakenIn(tracing);
  noteForOperators('settings', untaken);
  if (untaken !== undefined) new Logger('Settings').warn({ msg: untaken });
}
