import { Module } from '@nestjs/common';
import { StartController } from './start.controller.ts';
import { TrailController } from './trail.controller.ts';

/** The pages of citizens. */
@Module({ controllers: [StartController, TrailController] })
export class CitizenModule {}
