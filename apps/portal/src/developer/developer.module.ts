import { Module } from '@nestjs/common';
import { DeveloperController } from './developer.controller.ts';

/** The pages of those who connect an authority's system. */
@Module({ controllers: [DeveloperController] })
export class DeveloperModule {}
