import { DataSource } from 'typeorm';
import { readConfig, serve } from '#libs/service-kit';
import { configBlocks } from './vehicles.config.ts';
import { VehiclesModule } from './vehicles.module.ts';

const config = readConfig(configBlocks, process.env);

await serve({
  name: 'vehicles',
  title: 'Vehicles register',
  description: 'Officers record acts here; other authorities ask through the gateway.',
  module: VehiclesModule.for(config),
  http: config.http,
  log: config.log,
  configure: (app, readiness) => {
    readiness.add({
      name: 'database',
      check: async () => void (await app.get(DataSource).query('select 1')),
    });
  },
});
