import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Kafka } from 'kafkajs';
import { changeEventTypes, changeTopic, registerNames } from '#libs/contracts';
import { connectInbox } from '#libs/inbox';
import type { Health } from '#libs/service-kit';

/** Transport of the reactions to events: what the gateway itself does about them. */
export const GATEWAY_REACTIONS = Symbol('gateway.reactions');
/** Transport of the events that are passed on to subscribers. */
export const GATEWAY_SUBSCRIPTIONS = Symbol('gateway.subscriptions');

const DEATH = 'resident.died.v1';

/** Lets the gateway take events, in two groups: a subscription that fails must not hold up the end of a consent. */
export function followChanges(app: NestFastifyApplication, health: Health, kafka: Kafka): void {
  connectInbox(app, health, {
    group: 'gateway.reactions',
    topics: [changeTopic('residents')],
    ignored: changeEventTypes.residents.filter((type) => type !== DEATH),
    kafka,
    transportId: GATEWAY_REACTIONS,
    // Deaths are few, and each handler takes one of the connections that consents are given and withdrawn on.
    keysAtOnce: 2,
  });
  connectInbox(app, health, {
    group: 'gateway.subscriptions',
    topics: registerNames.map(changeTopic),
    ignored: [],
    kafka,
    transportId: GATEWAY_SUBSCRIPTIONS,
  });
}
