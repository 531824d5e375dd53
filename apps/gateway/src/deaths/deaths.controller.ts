import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { type ChangeEvent, type ChangeEventType, changeEventTypes, changeTopic } from '#libs/contracts';
import { type InboxContext, type InboxOptions, OnEvent } from '#libs/inbox';
import { Public } from '#libs/service-kit';
import { ConsentEventSubjects, ConsentStore } from '../consents/index.ts';
import { PreviewStore } from '../previews/index.ts';

const DEATH = 'resident.died.v1';

/** A group of its own: a subscription that fails must not hold up the end of a consent. */
export const deathsGroup: Omit<InboxOptions, 'kafka'> = {
  group: 'gateway.reactions',
  topics: [changeTopic('residents')],
  ignored: changeEventTypes.residents.filter((type) => type !== DEATH),
  transportId: Symbol('gateway.reactions'),
  // Deaths are few, and each handler takes one of the connections that consents are given and withdrawn on. It locks the
  // person's records in the order of all records, as decisions do; two persons' in one transaction could not.
  transactionsAtOnce: 2,
  eventsPerTransaction: 1,
};

/** A death ends the person's open choices and consents, and what waits under them (domain §5.2). Persons who gave none leave no trace. */
@Public()
@Controller()
export class DeathsController {
  constructor(
    private readonly consents: ConsentStore,
    private readonly names: ConsentEventSubjects,
    private readonly previews: PreviewStore,
  ) {}

  @OnEvent<ChangeEventType>(DEATH, deathsGroup.transportId)
  async onDeath(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    await this.names.complete();
    const ended = await this.consents.endByDeath(context.manager, event.subject);
    const pending = await this.previews.endByDeath(context.manager, event.subject);
    if (ended.length === 0 && pending === 0) context.leaveNoTrace();
  }
}
