import { DataSource } from 'typeorm';
import { permitKeysCheck, registerBlocks } from '#libs/register-kit';
import { databaseCheck, prepare, program, readConfig, serve, useAuthorities } from '#libs/service-kit';
import { BusinessModule } from './business.module.ts';
import { migrations } from './migrations/index.ts';
import { businessService } from './service-description.ts';

await program(async () => {
  const config = readConfig(registerBlocks, process.env);
  useAuthorities(config.authorities);
  await prepare(businessService, config, migrations);

  await serve({
    ...businessService,
    module: BusinessModule.for(config),
    http: config.http,
    log: config.log,
    tracing: config.tracing,
    configure: (app, readiness) => {
      readiness.add(databaseCheck(app.get(DataSource)));
      readiness.add(permitKeysCheck(app));
    },
  });
});
