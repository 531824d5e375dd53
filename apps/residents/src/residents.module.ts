import { type DynamicModule, Module } from '@nestjs/common';
import { authorityTable, today } from '#libs/authorities';
import { OutboxModule } from '#libs/outbox';
import { actsFor, RegisterModule } from '#libs/register-kit';
import { AccessModule, createKafka, databaseModule, processServing } from '#libs/service-kit';
import { ImportsController } from './imports.controller.ts';
import { MovesModule } from './moves.module.ts';
import { Resident } from './resident.entity.ts';
import type { ResidentsConfig } from './residents.config.ts';
import { ResidentsController } from './residents.controller.ts';
import { residents } from './residents.register.ts';
import { ResidentsService } from './residents.service.ts';

/** By REGISTERS, which names the processes that keep some authorities alone; this one may keep all others. */
const keptElsewhere =
  ({ client: { clientId }, moves: { registers } }: Pick<ResidentsConfig, 'client' | 'moves'>) =>
  (authority: string): boolean => {
    const keeper = (id: string): string => authorityTable.keeperOf(id, today())?.id ?? id;
    const serving = processServing(registers.residents, authority, keeper);
    return serving?.authorities !== undefined && serving.client !== clientId;
  };

@Module({})
export class ResidentsModule {
  static for(config: ResidentsConfig): DynamicModule {
    const { http, database, kafka, token, register } = config;
    const records = RegisterModule.for(residents, register, keptElsewhere(config));
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
