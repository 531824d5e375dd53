import {
  DatabaseConfig,
  HttpConfig,
  HOT_POOL,
  LogConfig,
  readConfig,
  serve,
  TokenConfig,
} from '#libs/service-kit';
import type { Pool } from 'pg';
import { GatewayConfig } from './gateway.config.ts';
import { GatewayModule } from './gateway.module.ts';

const config = readConfig(
  { http: HttpConfig, log: LogConfig, database: DatabaseConfig, token: TokenConfig, gateway: GatewayConfig },
  process.env,
);

await serve({
  name: 'gateway',
  title: 'Einmal gateway',
  description:
    'Authorities ask for evidence from public registers; citizens choose, consent, withdraw, and see who was told what.',
  module: GatewayModule.for(config),
  http: config.http,
  log: config.log,
  configure: (app, readiness) => {
    const pool = app.get<Pool>(HOT_POOL);
    readiness.add({
      name: 'database',
      check: async () => void (await pool.query('select revision from policy')),
    });
  },
});
