import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  type ChangeEvent,
  changeEventTypes,
  changeTopic,
  closingEventTypes,
  ofSource,
  registerNames,
} from '#libs/contracts';
import type { InboxContext, InboxOptions } from '#libs/inbox';
import { Public } from '#libs/service-kit';
import { SubjectPseudonyms } from '../subjects/index.ts';
import { type Note, ResidenceStore } from './residence.store.ts';

const announced: string[] = Object.values(changeEventTypes).flat();

/** A group of its own: what fails for one subscriber must not hold up where lookups go. */
export const routingGroup: Omit<InboxOptions, 'kafka'> = {
  group: 'gateway.routing',
  topics: registerNames.map(changeTopic),
  ignored: [],
  transportId: Symbol('gateway.routing'),
  concerned: (events) =>
    Promise.resolve(new Set(events.filter(({ source }) => ofSource(source)?.authority).map(({ id }) => id))),
};

/** Keeps the directory from the events. A note may be repeated, so it leaves no trace but itself. */
@Public()
@Controller()
export class RoutingController {
  constructor(
    private readonly residence: ResidenceStore,
    private readonly pseudonyms: SubjectPseudonyms,
  ) {}

  @EventPattern<string[]>(announced, routingGroup.transportId)
  async onChange(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    const note = this.noteOf(event);
    if (note !== undefined) await this.residence.note(context.manager, [note]);
    else context.leaveNoTrace();
  }

  private noteOf({ source, type, subject, time, data }: ChangeEvent): Note | undefined {
    const { register, authority } = ofSource(source) ?? {};
    if (register === undefined || authority === undefined) return undefined;
    return {
      register,
      subject,
      record: this.pseudonyms.of({ kind: 'record', value: data.recordId }),
      authority,
      version: data.version,
      since: data.effectiveOn,
      recordedAt: time,
      closed: closingEventTypes.includes(type),
    };
  }
}
