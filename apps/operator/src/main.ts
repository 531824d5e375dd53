import { DataSource } from 'typeorm';
import { readConfig, serve } from '#libs/service-kit';
import { configBlocks } from './operator.config.ts';
import { OperatorModule } from './operator.module.ts';

const config = readConfig(configBlocks, process.env);

await serve({
  name: 'operator',
  title: 'Einmal operator',
  description:
    'Operators watch the event streams, settle dead letters and replay. No personal data passes here.',
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
