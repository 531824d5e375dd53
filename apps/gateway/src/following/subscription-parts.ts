import type { Provider, Type } from '@nestjs/common';
import { ChangeNotices } from './change-notices.service.ts';
import { ChangesController } from './changes.controller.ts';
import { FeedCursors } from './feed-cursors.ts';
import { FeedDeliveries } from './feed-deliveries.service.ts';
import { FEED_RETENTION_DAYS, FeedRetention } from './feed-retention.service.ts';
import { FeedWatch } from './feed-watch.service.ts';
import { FeedController } from './feed.controller.ts';
import { FeedService } from './feed.service.ts';
import { FeedStore } from './feed.store.ts';
import type { GatewayConfig } from '../gateway.config.ts';
import { ConsentEventSubjects } from '../consents/consent-event-subjects.service.ts';
import { DeathsController } from '../consents/deaths.controller.ts';
import { EventSubjects } from './event-subjects.ts';
import { SubscriptionSubjects } from './subscription-subjects.service.ts';
import { SubscriptionController } from './subscription.controller.ts';
import { SubscriptionService } from './subscription.service.ts';
import { SubscriptionStore } from './subscription.store.ts';

/** What follows events: the gateway's own reactions, subscriptions and their feeds. */
export const followingControllers: Type[] = [
  SubscriptionController,
  FeedController,
  ChangesController,
  DeathsController,
];

export function followingProviders(config: GatewayConfig): Provider[] {
  const keyOf = (text: string): Buffer => Buffer.from(text, 'base64url');
  const eventSubjects = new EventSubjects({
    residents: keyOf(config.residentsEventKey),
    vehicles: keyOf(config.vehiclesEventKey),
    business: keyOf(config.businessEventKey),
  });
  return [
    { provide: EventSubjects, useValue: eventSubjects },
    { provide: FeedCursors, useValue: new FeedCursors(keyOf(config.subjectPseudonymKey)) },
    { provide: FEED_RETENTION_DAYS, useValue: config.feedRetentionDays },
    ConsentEventSubjects,
    SubscriptionStore,
    SubscriptionSubjects,
    SubscriptionService,
    ChangeNotices,
    FeedStore,
    FeedDeliveries,
    FeedWatch,
    FeedRetention,
    FeedService,
  ];
}
