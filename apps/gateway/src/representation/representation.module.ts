import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/index.ts';
import { RegistersModule } from '../registers/index.ts';
import { RoutingModule } from '../routing/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { Representations } from './representations.service.ts';

/** Who may act for whom. */
@Module({
  imports: [LimitsModule, RegistersModule, RoutingModule, SubjectsModule],
  providers: [Representations],
  exports: [Representations],
})
export class RepresentationModule {}
