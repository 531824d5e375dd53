import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { ChangeEvent, ChangeEventType } from '#libs/contracts';
import { type InboxContext, OnEvent } from '#libs/inbox';
import { Public } from '#libs/service-kit';
import { ConsentStore } from '../consents/consent.store.ts';
import { ConsentEventSubjects } from './consent-event-subjects.service.ts';
import { GATEWAY_REACTIONS } from '../following/gateway-groups.ts';

/** A death ends the person's open choices and consents (domain §5.2). Persons who gave none leave no trace. */
@Public()
@Controller()
export class DeathsController {
  constructor(
    private readonly consents: ConsentStore,
    private readonly names: ConsentEventSubjects,
  ) {}

  @OnEvent<ChangeEventType>('resident.died.v1', GATEWAY_REACTIONS)
  async onDeath(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    await this.names.complete();
    const ended = await this.consents.endByDeath(context.manager, event.subject);
    if (ended.length === 0) context.leaveNoTrace();
  }
}
