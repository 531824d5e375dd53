import { changeEventTypes, inboxCommands, registerNames } from '#libs/contracts';

const cloudEvent = 'application/cloudevents+json';
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** `resident.name-changed.v1` → `residentNameChangedV1` */
export const messageName = (type: string): string =>
  type.replace(/[.-]([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const kafkaKey = (description: string) => ({ kafka: { key: { type: 'string', description } } });
const bySubject = kafkaKey('The event’s subject.');

const changeMessages = registerNames.flatMap((register) =>
  changeEventTypes[register].map((type): [string, object] => [
    messageName(type),
    {
      name: type,
      contentType: cloudEvent,
      payload: {
        allOf: [
          schema(`change-event.${register}`),
          { type: 'object', properties: { type: { const: type } } },
        ],
      },
      bindings: bySubject,
    },
  ]),
);

const command = (name: keyof typeof inboxCommands) => ({
  name: inboxCommands[name],
  contentType: cloudEvent,
  payload: schema(`inbox-${name}`),
  bindings: kafkaKey('Key of the parked events, so that the command meets them in order.'),
});

/** Standard Webhooks 1.0: what is signed is `id.timestamp.body`. */
const webhookHeaders = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': { type: 'string', description: 'The same for every attempt; deduplicate by it.' },
    'webhook-timestamp': { type: 'string', pattern: '^\\d+$', description: 'Seconds since the epoch.' },
    'webhook-signature': { type: 'string', description: 'One or more, separated by a blank: v1,<base64>.' },
  },
} as const;

export const messages: Readonly<Record<string, object>> = {
  ...Object.fromEntries<object>(changeMessages),
  deadLetter: {
    name: 'deadLetter',
    title: 'An event that could not be handled, as it is parked, with its cause in the headers',
    contentType: cloudEvent,
    headers: schema('dead-letter-headers'),
    payload: { description: 'The event as it was read; an unreadable one need not be JSON.' },
    bindings: kafkaKey('Key of the event.'),
  },
  inboxRedrive: command('redrive'),
  inboxDiscard: command('discard'),
  inboxCorrect: command('correct'),
  feedEvent: { name: 'feedEvent', contentType: cloudEvent, payload: schema('feed-event') },
  webhookEvent: {
    name: 'webhookEvent',
    contentType: cloudEvent,
    headers: webhookHeaders,
    payload: schema('feed-event'),
  },
};
