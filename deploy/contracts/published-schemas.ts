import {
  changeEventDataSchema,
  changeEventSchema,
  deadLetterHeadersSchema,
  feedEventSchema,
  inboxCommandSchemas,
  registerNames,
} from '#libs/contracts';
import type { SchemaObject } from './compatibility.rules.ts';

/** Every schema that other systems rely on, by the name of its folder in docs/schemas. */
export const publishedSchemas: Readonly<Record<string, SchemaObject>> = {
  'change-event-data': changeEventDataSchema,
  ...Object.fromEntries(registerNames.map((name) => [`change-event.${name}`, changeEventSchema(name)])),
  'dead-letter-headers': deadLetterHeadersSchema,
  'inbox-redrive': inboxCommandSchemas.redrive,
  'inbox-discard': inboxCommandSchemas.discard,
  'inbox-correct': inboxCommandSchemas.correct,
  'feed-event': feedEventSchema,
};
