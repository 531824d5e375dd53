import { prepare, program, readConfig, serve } from '#libs/service-kit';
import { migrations } from './migrations/index.ts';
import { configBlocks } from './operator.config.ts';
import { checkOperator } from './operator-health.ts';
import { OperatorModule } from './operator.module.ts';
import { operatorService } from './service-description.ts';
import { keepHeapSmall } from './small-heap.ts';

keepHeapSmall();
await program(async () => {
  const config = readConfig(configBlocks, process.env);
  await prepare(operatorService, config, migrations);

  await serve({
    ...operatorService,
    module: OperatorModule.for(config),
    http: config.http,
    log: config.log,
    tracing: config.tracing,
    configure: checkOperator,
  });
});
