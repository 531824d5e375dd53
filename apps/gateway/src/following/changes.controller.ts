import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type ChangeEvent, changeEventTypes, changeTopic, registerNames } from '#libs/contracts';
import type { InboxContext, InboxOptions } from '#libs/inbox';
import { Public } from '#libs/service-kit';
import { registerOf } from '../policy/index.ts';
import { FeedStore, followed, lockFeedsOf } from './feed.store.ts';

/** Every type that anybody could subscribe to. */
const announced: string[] = Object.values(changeEventTypes).flat();

export const changesGroup: Omit<InboxOptions, 'kafka'> = {
  group: 'gateway.subscriptions',
  topics: registerNames.map(changeTopic),
  ignored: [],
  transportId: Symbol('gateway.subscriptions'),
  concerned: followed,
  lockFor: lockFeedsOf,
};

/** Passes changes on to the feeds of those who follow their subject. Subjects that nobody follows leave no trace. */
@Public()
@Controller()
export class ChangesController {
  constructor(private readonly feeds: FeedStore) {}

  @EventPattern<string[]>(announced, changesGroup.transportId)
  async onChange(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    const { manager, replay } = context;
    const register = registerOf(event.type);
    const only = subscriptionOf(replay?.target);
    if (register === undefined || only === null) return;
    const followed = await this.feeds.append(manager, event, {
      register,
      replayId: replay?.id ?? '',
      ...(only !== undefined && { only }),
    });
    if (!followed) context.leaveNoTrace();
  }
}

const target = /^subscription:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The subscription that a replay delivers to; `undefined` where it delivers to all, `null` where to something else. */
function subscriptionOf(replayTarget: string | undefined): string | undefined | null {
  return replayTarget === undefined ? undefined : (target.exec(replayTarget)?.[1] ?? null);
}
