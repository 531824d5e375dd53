import type { Pool } from 'pg';
import { connectInbox } from '#libs/inbox';
import {
  type Checked,
  createKafka,
  databaseCheck,
  HOT_POOL,
  prepare,
  program,
  readConfig,
  serve,
  type SigningKeys,
  useAuthorities,
} from '#libs/service-kit';
import { SecretBox } from '#libs/webhooks';
import { deathsGroup } from './deaths/index.ts';
import { changesGroup } from './following/index.ts';
import { configBlocks } from './gateway.config.ts';
import { GatewayModule } from './gateway.module.ts';
import { gatewayMigrations } from './migrations/index.ts';
import { PERMIT_KEYS } from './registers/index.ts';
import { routingGroup } from './routing/index.ts';
import { gatewayService } from './service-description.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  useAuthorities(config.authorities);
  await prepare(gatewayService, config, gatewayMigrations);

  await serve({
    ...gatewayService,
    module: GatewayModule.for(config),
    http: config.http,
    log: config.log,
    tracing: config.tracing,
    configure: (app, readiness, liveness) => {
      const pool = app.get<Pool>(HOT_POOL);
      readiness.add(databaseCheck(pool));
      readiness.add({
        name: 'policy',
        check: async () => void (await pool.query('select revision from policy')),
      });
      readiness.add({ name: 'permit-keys', check: app.get<Checked<SigningKeys>>(PERMIT_KEYS).check });
      readiness.add({ name: 'webhook-keys', check: app.get(SecretBox).check });
      const kafka = createKafka(config.kafka, 'gateway');
      for (const group of [deathsGroup, changesGroup, routingGroup]) {
        connectInbox(app, { readiness, liveness }, { ...group, kafka });
      }
    },
  });
});
