import { DataSource } from 'typeorm';
import { readConfig, serve } from '#libs/service-kit';
import { configBlocks } from './operator.config.ts';
import { OperatorModule } from './operator.module.ts';
import { operatorService } from './service-description.ts';

const config = readConfig(configBlocks, process.env);

await serve({
  ...operatorService,
  module: OperatorModule.for(config),
  http: config.http,
  log: config.log,
  configure: (app, readiness) => {
    readiness.add({
      name: 'database',
      check: async () => void (await app.get(DataSource).query('select 1')),
    });
  },
});
