import { Module } from '@nestjs/common';
import { PermissionsModule } from '../permissions/index.ts';
import { TrailModule } from '../trail/index.ts';
import { Applications } from './applying/applications.service.ts';
import { Beginnings } from './applying/beginnings.service.ts';
import { EvidenceController } from './applying/evidence.controller.ts';
import { Evidence } from './applying/evidence.service.ts';
import { FillingController } from './applying/filling.controller.ts';
import { HandingInController } from './applying/handing-in.controller.ts';
import { HandingIn } from './applying/handing-in.service.ts';
import { MyApplicationsController } from './applying/my-applications.controller.ts';
import { RemovalController } from './applying/removal.controller.ts';
import { StartController } from './start.controller.ts';

/** The pages of citizens. */
@Module({
  imports: [PermissionsModule, TrailModule],
  controllers: [
    StartController,
    FillingController,
    EvidenceController,
    HandingInController,
    MyApplicationsController,
    RemovalController,
  ],
  providers: [Applications, Beginnings, Evidence, HandingIn],
})
export class CitizenModule {}
