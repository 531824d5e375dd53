import { Module } from '@nestjs/common';
import { DesksController } from './desks.controller.ts';

/** The pages of staff. */
@Module({ controllers: [DesksController] })
export class StaffModule {}
