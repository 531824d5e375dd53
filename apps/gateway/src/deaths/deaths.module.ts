import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents/index.ts';
import { PreviewsModule } from '../previews/index.ts';
import { DeathsController } from './deaths.controller.ts';

/** What ends with a person's death. */
@Module({ imports: [ConsentsModule, PreviewsModule], controllers: [DeathsController] })
export class DeathsModule {}
