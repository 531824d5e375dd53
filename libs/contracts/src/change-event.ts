/**
 * A thin change event: CloudEvents 1.0, structured JSON (`application/cloudevents+json`). It says what changed, never
 * the values, so nothing travels around the consent check.
 */
export interface ChangeEvent {
  readonly specversion: '1.0';
  /** UUID of the event; consumers deduplicate by it. */
  readonly id: string;
  /** `urn:einmal:register:<name>:<authority>`, or without the authority; see {@link registerSource}. */
  readonly source: string;
  /** Past tense and versioned: `resident.moved.v1`. */
  readonly type: string;
  /** Keyed pseudonym of the record's subject (HMAC-SHA-256, base64url); also the Kafka key. Never an identifier. */
  readonly subject: string;
  /** When the act was recorded, RFC 3339, UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** Of the key that made `subject`; 1 where an event of before names none. */
  readonly keyversion?: number;
  /** Where in a trace the act was recorded (W3C Trace Context); only between processes of ours, and only where they are traced. */
  readonly traceparent?: string;
  readonly data: ChangeEventData;
}

export interface ChangeEventData {
  readonly recordId: string;
  /** Version of the record after the change; 1 for its first registration, then without gaps. */
  readonly version: number;
  /** Names of the record's changed fields, sorted. */
  readonly changedFields: readonly string[];
  /** Day from which the change holds, `YYYY-MM-DD`, local to Europe/Berlin. */
  readonly effectiveOn: string;
}

/** JSON Schema 2020-12 of `data`; changes must be backward and transitively compatible. */
export const changeEventDataSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:einmal:schema:change-event-data:v1',
  type: 'object',
  required: ['recordId', 'version', 'changedFields', 'effectiveOn'],
  properties: {
    recordId: { type: 'string', format: 'uuid' },
    version: { type: 'integer', minimum: 1 },
    changedFields: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    effectiveOn: { type: 'string', format: 'date' },
  },
} as const;
