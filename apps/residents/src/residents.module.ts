import { type DynamicModule, Module } from '@nestjs/common';
import { OutboxModule } from '#libs/outbox';
import { actsFor, RegisterModule } from '#libs/register-kit';
import { AccessModule, createKafka, databaseModule } from '#libs/service-kit';
import { ImportsController } from './imports.controller.ts';
import { MovesModule } from './moves.module.ts';
import { Resident } from './resident.entity.ts';
import type { ResidentsConfig } from './residents.config.ts';
import { ResidentsController } from './residents.controller.ts';
import { residents } from './residents.register.ts';
import { ResidentsService } from './residents.service.ts';

@Module({})
export class ResidentsModule {
  static for(config: ResidentsConfig): DynamicModule {
    const { http, database, kafka, token, register } = config;
    const records = RegisterModule.for(residents, register);
    return {
      module: ResidentsModule,
      imports: [
        databaseModule(database, 'residents', [Resident], actsFor(residents, register.registerAuthorities)),
        AccessModule.for(token, { audience: http.publicUrl, http, standing: 'suspensions' }),
        records,
        OutboxModule.for({
          topic: residents.topic,
          databaseUrl: database.databaseUrl,
          kafka: createKafka(kafka, 'residents-outbox'),
          keepDays: register.outboxKeepDays,
        }),
        MovesModule.for(config, records),
      ],
      controllers: [ResidentsController, ImportsController],
      providers: [ResidentsService],
    };
  }
}
