import { DataSource } from 'typeorm';
import {
  type Checked,
  databaseCheck,
  prepare,
  program,
  readConfig,
  serve,
  useAuthorities,
  type WrappingKeys,
} from '#libs/service-kit';
import { SecretBox } from '#libs/webhooks';
import { migrations } from './migrations/index.ts';
import { configBlocks } from './procedures.config.ts';
import { ProceduresModule } from './procedures.module.ts';
import { CONTENT_KEYS } from './sealing/index.ts';
import { proceduresService } from './service-description.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  useAuthorities(config.authorities);
  await prepare(proceduresService, config, migrations);

  await serve({
    ...proceduresService,
    module: ProceduresModule.for(config),
    http: config.http,
    log: config.log,
    tracing: config.tracing,
    configure: (app, readiness) => {
      readiness.add(databaseCheck(app.get(DataSource)));
      readiness.add({ name: 'content-keys', check: app.get<Checked<WrappingKeys>>(CONTENT_KEYS).check });
      readiness.add({ name: 'webhook-keys', check: app.get(SecretBox).check });
    },
  });
});
