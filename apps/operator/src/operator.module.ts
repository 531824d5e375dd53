import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule, createKafka, databaseModule } from '#libs/service-kit';
import { AuditModule } from './audit/audit.module.ts';
import { CorrectionsModule } from './corrections/corrections.module.ts';
import { DeadLettersModule } from './dead-letters/dead-letters.module.ts';
import { KAFKA, SETTINGS } from './injection-tokens.ts';
import type { OperatorSettings } from './operator.config.ts';
import { ProjectionsModule } from './projections/projections.module.ts';
import { ReplaysModule } from './replays/replays.module.ts';
import { StreamsModule } from './streams/streams.module.ts';

/** What every part of this app uses: Kafka and the settings. */
@Module({})
class SurroundingsModule {}

@Module({})
export class OperatorModule {
  static for(settings: OperatorSettings): DynamicModule {
    const { http, database, kafka, token } = settings;
    const surroundings = {
      module: SurroundingsModule,
      global: true,
      providers: [
        { provide: KAFKA, useValue: createKafka(kafka, 'operator') },
        { provide: SETTINGS, useValue: settings },
      ],
      exports: [KAFKA, SETTINGS],
    };
    return {
      module: OperatorModule,
      imports: [
        databaseModule(database, 'operator'),
        AccessModule.for(token, { audience: http.publicUrl, http, standing: 'suspensions' }),
        surroundings,
        AuditModule,
        DeadLettersModule,
        CorrectionsModule,
        StreamsModule,
        ProjectionsModule,
        ReplaysModule,
      ],
    };
  }
}
