import { Module } from '@nestjs/common';
import { RegistersModule } from '../registers/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { ResidenceStore } from './residence.store.ts';
import { Routes } from './routes.service.ts';
import { RoutingController } from './routing.controller.ts';

/** Which authority keeps whose record, and which process of a register is asked for it. */
@Module({
  imports: [RegistersModule, SubjectsModule],
  controllers: [RoutingController],
  providers: [ResidenceStore, Routes],
  exports: [Routes],
})
export class RoutingModule {}
