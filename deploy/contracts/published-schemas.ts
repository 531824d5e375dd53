import {
  changeEventDataSchema,
  changeEventSchema,
  deadLetterHeadersSchema,
  feedEventSchema,
  inboxCommandSchemas,
} from '#libs/contracts';
import type { SchemaObject } from './compatibility.rules.ts';

/** Every schema that other systems rely on, by the name of its folder in docs/schemas. */
export const publishedSchemas: Readonly<Record<string, SchemaObject>> = {
  'change-event-data': changeEventDataSchema,
  'change-event.residents': changeEventSchema('residents'),
  'change-event.vehicles': changeEventSchema('vehicles'),
  'change-event.business': changeEventSchema('business'),
  'dead-letter-headers': deadLetterHeadersSchema,
  'inbox-redrive': inboxCommandSchemas.redrive,
  'inbox-discard': inboxCommandSchemas.discard,
  'feed-event': feedEventSchema,
};
