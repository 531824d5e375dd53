import { createHash } from 'node:crypto';
import type { ChangeEvent } from '#libs/contracts';
import { type Kafka, orderedProducer, withAdmin } from '#libs/kafka';

const types = [
  'resident.registered.v1',
  'resident.moved.v1',
  'resident.name-changed.v1',
  'resident.died.v1',
] as const;
const REQUEST = 1_000;

const uuid = (seed: string): string =>
  createHash('md5')
    .update(seed)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export async function deleteTopics(kafka: Kafka, topics: string[]): Promise<void> {
  await withAdmin(kafka, (admin) => admin.deleteTopics({ topics }));
}

/** Fills a topic as a register's relay does: thin events of about 560 bytes, each record's versions without gaps. */
export async function fillTopic(kafka: Kafka, topic: string, events: number, records: number): Promise<void> {
  const producer = orderedProducer(kafka);
  await producer.connect();
  for (let start = 0; start < events; start += REQUEST) {
    const messages = Array.from({ length: Math.min(REQUEST, events - start) }, (_, index) => {
      const n = start + index;
      const id = uuid(`record ${n % records}`);
      const subject = createHash('sha256').update(id).digest('base64url');
      const event = changeEvent(n, id, subject, Math.floor(n / records) + 1);
      return {
        key: event.subject,
        value: JSON.stringify(event),
        headers: { 'content-type': 'application/cloudevents+json' },
      };
    });
    await producer.send({ topic, acks: -1, messages });
  }
  await producer.disconnect();
}

function changeEvent(n: number, recordId: string, subject: string, version: number): ChangeEvent {
  return {
    specversion: '1.0',
    id: uuid(`event ${n}`),
    source: 'urn:einmal:register:residents',
    type: types[version === 1 ? 0 : 1 + (n % 2)]!,
    subject,
    time: new Date(1_760_000_000_000 + n).toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: {
      recordId,
      version,
      changedFields: ['resident.addresses', 'resident.movedInOn'],
      effectiveOn: '2026-01-31',
    },
  };
}
