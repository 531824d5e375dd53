import { Module } from '@nestjs/common';
import { keepInbox } from '#libs/inbox';
import { BackgroundModule, Upkeep, UpkeepModule } from '#libs/service-kit';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { IdempotencyModule } from '../idempotency/index.ts';
import { LookupsModule } from '../lookups/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { RoutingModule } from '../routing/index.ts';
import { SubjectPseudonyms, SubjectsModule } from '../subjects/index.ts';
import { EventDecisions } from './event-decisions.service.ts';
import { ChangesController } from './changes.controller.ts';
import { FeedController } from './feed.controller.ts';
import { CURSOR_KEY, FeedCursors } from './feed-cursors.ts';
import { FeedDeliveries } from './feed-deliveries.service.ts';
import { FeedRetention } from './feed-retention.service.ts';
import { FeedService } from './feed.service.ts';
import { FeedStore } from './feed.store.ts';
import { FeedWatch } from './feed-watch.service.ts';
import { SubscriptionController } from './subscription.controller.ts';
import { SubscriptionService } from './subscription.service.ts';
import { SubscriptionStore } from './subscription.store.ts';
import { SubscriptionSubjects } from './subscription-subjects.service.ts';

/** Who follows whose changes, and what each may be told of them now. */
@Module({
  imports: [
    BackgroundModule,
    EvidenceTypesModule,
    IdempotencyModule,
    LookupsModule,
    PolicyModule,
    RoutingModule,
    SubjectsModule,
    UpkeepModule,
  ],
  controllers: [ChangesController, FeedController, SubscriptionController],
  providers: [
    EventDecisions,
    {
      provide: FeedCursors,
      useFactory: (pseudonyms: SubjectPseudonyms) => new FeedCursors(pseudonyms.derived(CURSOR_KEY)),
      inject: [SubjectPseudonyms],
    },
    FeedDeliveries,
    FeedRetention,
    FeedService,
    FeedStore,
    FeedWatch,
    SubscriptionService,
    SubscriptionStore,
    SubscriptionSubjects,
  ],
  exports: [FeedCursors, FeedDeliveries, FeedStore, SubscriptionStore],
})
export class FollowingModule {
  constructor(upkeep: Upkeep) {
    keepInbox(upkeep);
  }
}
