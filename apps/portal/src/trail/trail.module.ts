import { Module } from '@nestjs/common';
import { OwnDataController } from './own-data.controller.ts';
import { ReportController } from './report.controller.ts';
import { RepresentedController } from './represented.controller.ts';
import { TrailController } from './trail.controller.ts';

/** Who was told what about the person, and what a register keeps about them. */
@Module({ controllers: [TrailController, RepresentedController, ReportController, OwnDataController] })
export class TrailModule {}
