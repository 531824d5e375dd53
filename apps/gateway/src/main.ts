import { createKafka, HOT_POOL, readConfig, serve } from '#libs/service-kit';
import type { Pool } from 'pg';
import { configBlocks } from './gateway.config.ts';
import { GatewayModule } from './gateway.module.ts';
import { followChanges } from './following/gateway-groups.ts';
import { gatewayService } from './service-description.ts';

const config = readConfig(configBlocks, process.env);

await serve({
  ...gatewayService,
  module: GatewayModule.for(config),
  http: config.http,
  log: config.log,
  configure: (app, readiness, liveness) => {
    const pool = app.get<Pool>(HOT_POOL);
    readiness.add({
      name: 'database',
      check: async () => void (await pool.query('select revision from policy')),
    });
    followChanges(app, { readiness, liveness }, createKafka(config.kafka, 'gateway'));
  },
});
