import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { databaseCheck, type ReadinessRegistry } from '#libs/service-kit';
import { DataSource } from 'typeorm';
import { DeadLetterReader } from './dead-letters/dead-letter-reader.service.ts';
import { LiveProjections } from './projections/live-projections.service.ts';
import { ReportSigner } from './replays/report.signer.ts';

/** What this service needs, and what it must get on with; brokers that are away are waited for. */
export function checkOperator(app: NestFastifyApplication, readiness: ReadinessRegistry): void {
  readiness.add(databaseCheck(app.get(DataSource)));
  readiness.add({ name: 'report-keys', check: app.get(ReportSigner).check });
  readiness.add({ name: 'projections', check: () => refuseWhen(app.get(LiveProjections).isStuck) });
  readiness.add({ name: 'dead-letters', check: () => refuseWhen(app.get(DeadLetterReader).isStuck) });
}

const refuseWhen = (isWrong: boolean): Promise<void> =>
  isWrong ? Promise.reject(new Error('A consumer gets nowhere.')) : Promise.resolve();
