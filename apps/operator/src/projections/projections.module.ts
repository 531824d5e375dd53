import { Module } from '@nestjs/common';
import { LiveProjections } from './live-projections.service.ts';
import { ProjectionController } from './projection.controller.ts';

@Module({ controllers: [ProjectionController], providers: [LiveProjections] })
export class ProjectionsModule {}
