import { Module } from '@nestjs/common';
import type { Kafka } from '#libs/kafka';
import { BackgroundModule, keyStore } from '#libs/service-kit';
import { AuditStore } from '../audit/audit.store.ts';
import { KAFKA, SETTINGS } from '../injection-tokens.ts';
import type { OperatorSettings } from '../operator.config.ts';
import { ReplayController, ReportKeysController } from './replay.controller.ts';
import { ReportSigner } from './report.signer.ts';
import { ReplayRunner, WORK_OPTIONS } from './replay-runner.service.ts';
import { ReplayService } from './replay.service.ts';
import { ReplayStore } from './replay.store.ts';
import type { WorkOptions } from './replay-work.ts';

@Module({
  imports: [BackgroundModule],
  controllers: [ReplayController, ReportKeysController],
  providers: [
    ReplayStore,
    ReplayService,
    ReplayRunner,
    {
      provide: ReportSigner,
      inject: [SETTINGS],
      useFactory: ({ operator }: OperatorSettings) =>
        new ReportSigner(keyStore.signing(operator, 'reportSigningJwk', operator.reportSigningJwk)),
    },
    {
      provide: WORK_OPTIONS,
      inject: [SETTINGS, KAFKA, AuditStore, ReportSigner],
      useFactory: (
        { database, operator }: OperatorSettings,
        kafka: Kafka,
        audit: AuditStore,
        signer: ReportSigner,
      ): WorkOptions => ({
        databaseUrl: database.databaseUrl,
        kafka,
        folder: operator.replayFolder,
        audit,
        signer,
      }),
    },
  ],
})
export class ReplaysModule {}
