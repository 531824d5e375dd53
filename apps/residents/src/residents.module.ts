import { type DynamicModule, Module } from '@nestjs/common';
import { OutboxModule } from '#libs/outbox';
import { type RegisterBlocks, RegisterModule } from '#libs/register-kit';
import { AccessModule, createKafka, databaseModule } from '#libs/service-kit';
import { ImportsController } from './imports.controller.ts';
import { Resident } from './resident.entity.ts';
import { ResidentsController } from './residents.controller.ts';
import { residents } from './residents.register.ts';
import { ResidentsService } from './residents.service.ts';

@Module({})
export class ResidentsModule {
  static for(config: RegisterBlocks): DynamicModule {
    const { http, database, kafka, token, register } = config;
    return {
      module: ResidentsModule,
      imports: [
        databaseModule(database, 'residents', [Resident]),
        AccessModule.for(token, { audience: http.publicUrl, http, standing: 'suspensions' }),
        RegisterModule.for(residents, register),
        OutboxModule.for({
          topic: residents.topic,
          databaseUrl: database.databaseUrl,
          kafka: createKafka(kafka, 'residents-outbox'),
          keepDays: register.outboxKeepDays,
        }),
      ],
      controllers: [ResidentsController, ImportsController],
      providers: [ResidentsService],
    };
  }
}
