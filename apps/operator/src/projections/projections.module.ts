import { Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { LiveProjections } from './live-projections.service.ts';
import { ProjectionController } from './projection.controller.ts';

@Module({ imports: [BackgroundModule], controllers: [ProjectionController], providers: [LiveProjections] })
export class ProjectionsModule {}
