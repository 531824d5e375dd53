import { changeEventTypes } from './change-event-types.ts';
import { registerNames, sourcePattern } from './register-name.ts';

/**
 * JSON Schema 2020-12 of an event as a subscriber gets it, by feed or webhook: the register's id, source, type and time,
 * but the subscriber's own reference for the subject, and no record id.
 */
export const feedEventSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:einmal:schema:feed-event',
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', format: 'uuid', description: 'Names the event for ever; deduplicate by it.' },
    source: { type: 'string', pattern: sourcePattern(registerNames) },
    type: { enum: registerNames.flatMap((register) => changeEventTypes[register] as readonly string[]) },
    subject: { type: 'string', minLength: 1, description: 'The reference of your own file.' },
    time: { type: 'string', format: 'date-time', description: 'When the act was recorded, UTC.' },
    datacontenttype: { const: 'application/json' },
    replayid: { type: 'string', minLength: 1, description: 'Set where an operator replayed the event.' },
    data: {
      type: 'object',
      required: ['effectiveOn'],
      properties: {
        effectiveOn: {
          type: 'string',
          format: 'date',
          description: 'Day from which the change holds, local to Europe/Berlin.',
        },
      },
    },
  },
} as const;
