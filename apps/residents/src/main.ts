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
import { Moves } from './moves/moves.service.ts';
import { residentMoves } from './moves/resident-moves.ts';
import { configBlocks } from './residents.config.ts';
import { ResidentsModule } from './residents.module.ts';
import { residentsService } from './service-description.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  useAuthorities(config.authorities);
  await prepare(residentsService, config, migrations);

  await serve({
    ...residentsService,
    module: ResidentsModule.for(config),
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
          ...residentMoves,
          group: config.moves.movesGroup,
          kafka: createKafka(config.kafka, 'residents-moves'),
          concerned: app.get(Moves).concerned,
        },
      );
    },
  });
});
