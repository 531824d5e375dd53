import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OfficerCases } from '#libs/cases';
import { scopes } from '#libs/contracts';
import { Keepers, pseudonymKeysOf, RecordStore } from '#libs/register-kit';
import { Background, BackgroundModule, UpkeepModule } from '#libs/service-kit';
import { ResidentCaseStore } from './cases/case.store.ts';
import { residentCases } from './cases/case.rules.ts';
import { CasesController } from './moves/cases.controller.ts';
import { CaseDecisions } from './moves/case-decisions.service.ts';
import { FeedbackClient } from './feedback/feedback.client.ts';
import { FeedbackController } from './feedback/feedback.controller.ts';
import { FeedbackQueue } from './feedback/feedback.store.ts';
import { FeedbackService } from './feedback/feedback.service.ts';
import { FeedbackWorker } from './feedback/feedback-worker.service.ts';
import { MovesController } from './moves/moves.controller.ts';
import { MovesMetrics } from './moves/moves.metrics.ts';
import { Moves } from './moves/moves.service.ts';
import { MovesUpkeep } from './moves/moves-upkeep.service.ts';
import { ResidentSubjectsKeeper } from './moves/resident-subjects.service.ts';
import { ResidentSubjects } from './moves/resident-subjects.store.ts';
import type { Resident } from './resident.entity.ts';
import type { ResidentsConfig } from './residents.config.ts';

/** Longer than a message may take, so that it is sent twice only when its process ended. */
const LEASE_MS = 20_000;
/** Of a message that is to be sent again. A new one is heard of. */
const LOOK_MS = 2_000;

type MovesModuleConfig = Pick<ResidentsConfig, 'token' | 'client' | 'register' | 'moves'>;

/** Moves between municipalities: registrations elsewhere, feedback, and the cases that they lead to. */
@Module({})
export class MovesModule {
  /** @param records the module that provides the register's store */
  static for({ token, client, register, moves }: MovesModuleConfig, records: DynamicModule): DynamicModule {
    const { residents: processes } = moves.registers;
    const { issuerUrl } = token;
    const own = {
      issuerUrl,
      clientId: client.clientId,
      clientJwk: client.clientJwk,
      scope: scopes.residentsFeedback,
      ...(client.tokenUrl !== undefined && { tokenUrl: client.tokenUrl }),
      ...(client.tokenCallUrl !== undefined && { tokenCallUrl: client.tokenCallUrl }),
    };
    const key = pseudonymKeysOf(register).event;
    const clientOf = (background: Background) => {
      const made = new FeedbackClient(own);
      background.addLast({ stop: () => made.close() });
      return made;
    };
    const options = { processes, everyMs: LOOK_MS };
    return {
      module: MovesModule,
      imports: [BackgroundModule, UpkeepModule, records],
      controllers: [CasesController, FeedbackController, MovesController],
      providers: [
        {
          provide: ResidentSubjects,
          useFactory: (source: DataSource) => new ResidentSubjects(source, key),
          inject: [DataSource],
        },
        ResidentSubjectsKeeper,
        ResidentCaseStore,
        OfficerCases.of(residentCases),
        CaseDecisions,
        {
          provide: FeedbackQueue,
          useFactory: (source: DataSource) => new FeedbackQueue(source, LEASE_MS),
          inject: [DataSource],
        },
        { provide: FeedbackClient, useFactory: clientOf, inject: [Background] },
        {
          provide: FeedbackWorker,
          useFactory: (
            feedback: FeedbackQueue,
            made: FeedbackClient,
            source: DataSource,
            background: Background,
          ) => new FeedbackWorker(feedback, made, source, background, options),
          inject: [FeedbackQueue, FeedbackClient, DataSource, Background],
        },
        {
          provide: FeedbackService,
          useFactory: (
            source: DataSource,
            store: RecordStore<Resident>,
            cases: ResidentCaseStore,
            keepers: Keepers,
          ) => new FeedbackService(source, store, cases, processes, keepers),
          inject: [DataSource, RecordStore, ResidentCaseStore, Keepers],
        },
        Moves,
        MovesUpkeep,
        MovesMetrics,
      ],
      exports: [Moves],
    };
  }
}
