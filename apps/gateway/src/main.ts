import {
  createKafka,
  DatabaseConfig,
  HttpConfig,
  HOT_POOL,
  KafkaConfig,
  LogConfig,
  readConfig,
  serve,
  TokenConfig,
} from '#libs/service-kit';
import type { Pool } from 'pg';
import { GatewayConfig } from './gateway.config.ts';
import { GatewayModule } from './gateway.module.ts';
import { followChanges } from './reactions/gateway-groups.ts';
import { WebhookConfig } from './webhooks/webhook.config.ts';

const config = readConfig(
  {
    http: HttpConfig,
    log: LogConfig,
    database: DatabaseConfig,
    token: TokenConfig,
    kafka: KafkaConfig,
    gateway: GatewayConfig,
    webhooks: WebhookConfig,
  },
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
  configure: (app, readiness, liveness) => {
    const pool = app.get<Pool>(HOT_POOL);
    readiness.add({
      name: 'database',
      check: async () => void (await pool.query('select revision from policy')),
    });
    followChanges(app, { readiness, liveness }, createKafka(config.kafka, 'gateway'));
  },
});
