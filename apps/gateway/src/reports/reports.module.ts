import { Module } from '@nestjs/common';
import { UpkeepModule } from '#libs/service-kit';
import { DisclosuresModule } from '../disclosures/index.ts';
import { EncryptionKeysModule } from '../encryption-keys/index.ts';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { MyReportController } from './my-report.controller.ts';
import { OfficeReports } from './office-reports.service.ts';
import { RegistersModule } from '../registers/index.ts';
import { ReportController } from './report.controller.ts';
import { ReportForwarding } from './report-forwarding.service.ts';
import { ReportStore } from './report.store.ts';
import { ReportUpkeep } from './report-upkeep.service.ts';
import { ReportsService } from './reports.service.ts';

/** What persons say was wrong, on its way to whoever can look into it. */
@Module({
  imports: [
    DisclosuresModule,
    EncryptionKeysModule,
    EvidenceTypesModule,
    PolicyModule,
    RegistersModule,
    SubjectsModule,
    UpkeepModule,
  ],
  controllers: [MyReportController, ReportController],
  providers: [OfficeReports, ReportForwarding, ReportsService, ReportStore, ReportUpkeep],
})
export class ReportsModule {}
