import { DataSource } from 'typeorm';
import { permitKeysCheck, registerBlocks } from '#libs/register-kit';
import { program, readConfig, serve, useAuthorities } from '#libs/service-kit';
import { BusinessModule } from './business.module.ts';
import { businessService } from './service-description.ts';

await program(async () => {
  const config = readConfig(registerBlocks, process.env);
  useAuthorities(config.authorities);

  await serve({
    ...businessService,
    module: BusinessModule.for(config),
    http: config.http,
    log: config.log,
    tracing: config.tracing,
    configure: (app, readiness) => {
      readiness.add({
        name: 'database',
        check: async () => void (await app.get(DataSource).query('select 1')),
      });
      readiness.add(permitKeysCheck(app));
    },
  });
});
