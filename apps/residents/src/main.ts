import { DataSource } from 'typeorm';
import { readConfig, serve } from '#libs/service-kit';
import { configBlocks } from './residents.config.ts';
import { ResidentsModule } from './residents.module.ts';
import { residentsService } from './service-description.ts';

const config = readConfig(configBlocks, process.env);

await serve({
  ...residentsService,
  module: ResidentsModule.for(config),
  http: config.http,
  log: config.log,
  configure: (app, readiness) => {
    readiness.add({
      name: 'database',
      check: async () => void (await app.get(DataSource).query('select 1')),
    });
  },
});
