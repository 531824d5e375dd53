import { DataSource } from 'typeorm';
import { readConfig, serve } from '#libs/service-kit';
import { configBlocks } from './business.config.ts';
import { BusinessModule } from './business.module.ts';

const config = readConfig(configBlocks, process.env);

await serve({
  name: 'business',
  title: 'Business register',
  description: 'Officers record acts here; other authorities ask through the gateway.',
  module: BusinessModule.for(config),
  http: config.http,
  log: config.log,
  configure: (app, readiness) => {
    readiness.add({
      name: 'database',
      check: async () => void (await app.get(DataSource).query('select 1')),
    });
  },
});
