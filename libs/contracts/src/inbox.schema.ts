import {
  correctionOutcomes,
  deadLetterCauses,
  deadLetterHeaders,
  deadLetterStates,
  inboxCommands,
} from './inbox.ts';

const $schema = 'https://json-schema.org/draft/2020-12/schema';
const text = { type: 'string', minLength: 1 } as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const origin = { type: 'string', pattern: '^[a-zA-Z0-9._-]+/\\d+/\\d+$' } as const;
/** The id of a foreign or broken event need not be a UUID. */
const eventIds = { type: 'array', items: text, minItems: 1, uniqueItems: true } as const;

const command = (name: keyof typeof inboxCommands, data: object) =>
  ({
    $schema,
    $id: `urn:einmal:schema:inbox-${name}`,
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'time', 'datacontenttype', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', format: 'uuid', description: 'A command is executed once per id.' },
      source: text,
      type: { const: inboxCommands[name] },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      data,
    },
  }) as const;

/** JSON Schemas 2020-12 of the commands on a deliveries topic. */
export const inboxCommandSchemas = {
  redrive: command('redrive', {
    type: 'object',
    required: ['key'],
    properties: {
      key: { ...text, description: 'Kafka key of the parked events.' },
      eventIds: { ...eventIds, description: 'Absent: all of the key, in order.' },
    },
  }),
  discard: command('discard', {
    type: 'object',
    required: ['key', 'eventIds', 'reason'],
    properties: { key: text, eventIds, reason: text },
  }),
  correct: command('correct', {
    type: 'object',
    required: [
      ...['key', 'eventId', 'transform', 'originalSha256', 'correctedSha256'],
      ...['requestedBy', 'approvedBy'],
    ],
    properties: {
      key: text,
      eventId: text,
      replayId: { ...text, description: 'Where the event came from a replay.' },
      transform: { type: 'object', description: 'A JSON Patch, or a function of the repository by name.' },
      secret: {
        ...text,
        description: 'Key of both HMAC-SHA256; shown to nobody. Without it nothing is corrected.',
      },
      originalSha256: { ...sha256, description: 'Of the bytes that are parked, under the secret.' },
      correctedSha256: { ...sha256, description: 'Of what the transform makes of them, under the secret.' },
      requestedBy: text,
      approvedBy: text,
      notAfter: {
        type: 'string',
        format: 'date-time',
        description: 'From then on it is not applied. Without it nothing is corrected.',
      },
    },
  }),
} as const;

const sometimes: readonly string[] = [
  deadLetterHeaders.replayId,
  deadLetterHeaders.correction,
  deadLetterHeaders.correctionOutcome,
];

/** JSON Schema 2020-12 of the headers of a dead letter, read as text. Its value is the event as it is parked. */
export const deadLetterHeadersSchema = {
  $schema,
  $id: 'urn:einmal:schema:dead-letter-headers',
  type: 'object',
  required: Object.values(deadLetterHeaders).filter((name) => !sometimes.includes(name)),
  properties: {
    [deadLetterHeaders.group]: text,
    [deadLetterHeaders.state]: { enum: deadLetterStates },
    [deadLetterHeaders.eventId]: text,
    [deadLetterHeaders.replayId]: { ...text, description: 'Present where the event came from a replay.' },
    [deadLetterHeaders.type]: { type: 'string', description: 'Empty where the event is unreadable.' },
    [deadLetterHeaders.causeCode]: { enum: deadLetterCauses },
    [deadLetterHeaders.cause]: {
      type: 'string',
      description: 'Class and code of the fault, never its text.',
    },
    [deadLetterHeaders.attempts]: { type: 'string', pattern: '^\\d+$' },
    [deadLetterHeaders.blocksKey]: { enum: ['true', 'false'] },
    [deadLetterHeaders.origin]: { ...origin, description: 'topic/partition/offset of the event itself.' },
    [deadLetterHeaders.at]: { type: 'string', format: 'date-time' },
    [deadLetterHeaders.correction]: {
      type: 'string',
      format: 'uuid',
      description: 'The last correction; its value is the event as corrected, then.',
    },
    [deadLetterHeaders.correctionOutcome]: { enum: correctionOutcomes, description: 'With its id.' },
  },
} as const;
