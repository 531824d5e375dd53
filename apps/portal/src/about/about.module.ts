import { Module } from '@nestjs/common';
import { AboutController } from './about.controller.ts';

/** Pages about the portal itself. */
@Module({ controllers: [AboutController] })
export class AboutModule {}
