import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { databaseModule } from '#libs/service-kit';
import { DenyEverything } from './deny-everything.guard.ts';
import { type Script, SCRIPT, StandController } from './stand.controller.ts';

@Module({})
export class StandModule {
  static for(databaseUrl: string, script: Script): DynamicModule {
    const config = { databaseUrl, databasePoolSize: 10, databaseConnectWithinMs: 2_000 };
    return {
      module: StandModule,
      imports: [databaseModule(config, 'inbox-stand')],
      controllers: [StandController],
      providers: [
        { provide: SCRIPT, useValue: script },
        { provide: APP_GUARD, useClass: DenyEverything },
      ],
    };
  }
}
