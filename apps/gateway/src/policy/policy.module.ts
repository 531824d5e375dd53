import { Module } from '@nestjs/common';
import { ActiveClients } from './active-clients.service.ts';
import { GrantController } from './grant.controller.ts';
import { PolicyStore } from './policy.store.ts';

/** The policy, and who may act by it. */
@Module({
  controllers: [GrantController],
  providers: [PolicyStore, ActiveClients],
  exports: [PolicyStore, ActiveClients],
})
export class PolicyModule {}
