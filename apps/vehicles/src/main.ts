import { DataSource } from 'typeorm';
import { connectInbox } from '#libs/inbox';
import { permitKeysCheck } from '#libs/register-kit';
import {
  createKafka,
  databaseCheck,
  prepare,
  program,
  readConfig,
  serve,
  useAuthorities,
} from '#libs/service-kit';
import { migrations } from './migrations/index.ts';
import { Reactions } from './reactions/reactions.service.ts';
import { vehicleReactions } from './reactions/vehicle-reactions.ts';
import { configBlocks } from './vehicles.config.ts';
import { VehiclesModule } from './vehicles.module.ts';
import { vehiclesService } from './service-description.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  useAuthorities(config.authorities);
  await prepare(vehiclesService, config, migrations);

  await serve({
    ...vehiclesService,
    module: VehiclesModule.for(config),
    http: config.http,
    log: config.log,
    tracing: config.tracing,
    configure: (app, readiness, liveness) => {
      readiness.add(databaseCheck(app.get(DataSource)));
      readiness.add(permitKeysCheck(app));
      connectInbox(
        app,
        { readiness, liveness },
        {
          ...vehicleReactions,
          kafka: createKafka(config.kafka, 'vehicles-reactions'),
          concerned: app.get(Reactions).concerned,
        },
      );
    },
  });
});
