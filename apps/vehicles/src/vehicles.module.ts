import { type DynamicModule, Module } from '@nestjs/common';
import { OutboxModule } from '#libs/outbox';
import { actsFor, RegisterModule } from '#libs/register-kit';
import { AccessModule, createKafka, databaseModule } from '#libs/service-kit';
import { CasesModule } from './cases.module.ts';
import { HolderChanges } from './holder-changes.service.ts';
import { ImportsController } from './imports.controller.ts';
import { TakeOvers } from './take-overs.service.ts';
import { TakeOversController } from './take-overs.controller.ts';
import { Vehicle } from './vehicle.entity.ts';
import type { VehiclesConfig } from './vehicles.config.ts';
import { VehiclesController } from './vehicles.controller.ts';
import { vehicles } from './vehicles.register.ts';
import { VehiclesService } from './vehicles.service.ts';

@Module({})
export class VehiclesModule {
  static for(config: VehiclesConfig): DynamicModule {
    const { http, database, kafka, token, register } = config;
    const records = RegisterModule.for(vehicles, register);
    return {
      module: VehiclesModule,
      imports: [
        databaseModule(database, 'vehicles', [Vehicle], actsFor(vehicles, register.registerAuthorities)),
        AccessModule.for(token, { audience: http.publicUrl, http, standing: 'suspensions' }),
        records,
        OutboxModule.for({
          topic: vehicles.topic,
          databaseUrl: database.databaseUrl,
          kafka: createKafka(kafka, 'vehicles-outbox'),
          keepDays: register.outboxKeepDays,
        }),
        CasesModule.for(config, records),
      ],
      controllers: [TakeOversController, VehiclesController, ImportsController],
      providers: [VehiclesService, HolderChanges, TakeOvers],
    };
  }
}
