import { changeEventTypes } from './change-event-types.ts';
import { changeEventDataSchema } from './change-event.ts';
import { type RegisterName, sourcePattern } from './register-name.ts';

const { $schema, $id: dataId, ...data } = changeEventDataSchema;

/** A keyed pseudonym: 32 bytes as base64url. */
const subject = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' } as const;

/** Where an event was first read: topic, partition and offset. */
const origin = { type: 'string', pattern: '^[a-zA-Z0-9._-]+/\\d+/\\d+$' } as const;

/**
 * JSON Schema 2020-12 of a register's change events as they stand on Kafka: the CloudEvents envelope with its thin data.
 * On a deliveries topic an event carries the three replay attributes as well. Further extension attributes may come.
 */
export const changeEventSchema = (register: RegisterName) =>
  ({
    $schema,
    $id: `urn:einmal:schema:change-event:${register}`,
    type: 'object',
    required: [
      ...['specversion', 'id', 'source', 'type', 'subject', 'time'],
      ...['datacontenttype', 'dataschema', 'data'],
    ],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', format: 'uuid', description: 'Names the event for ever; deduplicate by it.' },
      source: {
        type: 'string',
        pattern: sourcePattern([register]),
        description: 'The register, and the authority that the record belongs to where it names one.',
      },
      type: { enum: changeEventTypes[register] },
      subject: {
        ...subject,
        description: 'Keyed pseudonym of the subject, also the Kafka key. Never an identifier.',
      },
      time: { type: 'string', format: 'date-time', description: 'When the act was recorded, UTC.' },
      datacontenttype: { const: 'application/json' },
      dataschema: { const: dataId },
      keyversion: {
        type: 'integer',
        minimum: 1,
        description:
          'Version of the key that made the subject; 1 where it is missing. Subjects of two versions cannot be compared.',
      },
      traceparent: {
        type: 'string',
        pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
        description:
          'Where in a trace the act was recorded (CloudEvents’ extension for distributed tracing); only where the register is traced. Feeds, webhooks and replays drop it.',
      },
      replayid: {
        type: 'string',
        format: 'uuid',
        description: 'Only on deliveries: the replay that sent it again.',
      },
      replayorigin: {
        ...origin,
        description: 'Only on deliveries: topic/partition/offset of the event itself.',
      },
      replaytarget: {
        type: 'string',
        description: 'Only on deliveries: a part of the group, if not all of it.',
      },
      data,
    },
  }) as const;
