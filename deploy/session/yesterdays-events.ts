import { randomUUID } from 'node:crypto';
import {
  type ChangeEvent,
  changeTopic,
  type DigestKey,
  eventSubject,
  heldKey,
  pseudonym,
} from '#libs/contracts';
import { kafkaClient, type KafkaLogin, orderedProducer } from '#libs/kafka';
import type { StackFacts } from '../local/app-settings.ts';
import { testIdnr } from '../sample/test-idnr.ts';
import { type Day, endOfLastMonth } from './berlin-day.rules.ts';

export const PEOPLE = 40;
export const EACH = 25;

export interface Written {
  readonly event: ChangeEvent;
  readonly writtenAt: Date;
}

export interface Person {
  readonly subject: string;
  readonly recordId: string;
}

/** Invented people of the test range, under the pseudonyms that the residents register would give them. */
export function inventPeople({ secrets }: StackFacts, count: number, first = 0): readonly Person[] {
  const [eventKey, citizenKey] = [secrets.eventPseudonymKeys.residents, secrets.citizenPseudonymKey].map(
    (key) => heldKey(Buffer.from(key, 'base64url')),
  ) as [DigestKey, DigestKey];
  return Array.from({ length: count }, (_, index) => {
    const citizen = pseudonym(citizenKey, 'citizen', testIdnr(first + index, 4));
    return { subject: eventSubject(eventKey, 'residents', citizen), recordId: randomUUID() };
  });
}

function eventOf({ subject, recordId }: Person, version: number, writtenAt: Date): ChangeEvent {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'urn:einmal:register:residents',
    type: version === 1 ? 'resident.registered.v1' : 'resident.moved.v1',
    subject,
    time: writtenAt.toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: { recordId, version, changedFields: ['addresses'], effectiveOn: endOfLastMonth(writtenAt) },
  };
}

/** The people's lives in turn, evenly over the day: everybody's first event, then everybody's second. */
export function eventsOfDay(people: readonly Person[], day: Day, each = EACH): readonly Written[] {
  const count = people.length * each;
  const step = (day.to.getTime() - day.from.getTime()) / (count + 1);
  return Array.from({ length: count }, (_, index) => {
    const writtenAt = new Date(day.from.getTime() + Math.round(step * (index + 1)));
    const version = Math.floor(index / people.length) + 1;
    return { event: eventOf(people[index % people.length] as Person, version, writtenAt), writtenAt };
  });
}

/** Everybody's registration, now. */
export function eventsOfNow(people: readonly Person[]): readonly Written[] {
  const now = new Date();
  return people.map((person) => ({ event: eventOf(person, 1, now), writtenAt: now }));
}

/**
 * Writes events as the register's relay does: same account, topic, key, header and bytes. Kafka stamps what a relay writes with
 * the time of writing, and nobody can write yesterday any more; so the demonstration sets that time itself.
 */
export async function writeEvents(relay: KafkaLogin, written: readonly Written[]): Promise<void> {
  const producer = orderedProducer(kafkaClient(relay, 'yesterdays-events'));
  await producer.connect();
  await producer.send({
    topic: changeTopic('residents'),
    acks: -1,
    messages: written.map(({ event, writtenAt }) => ({
      key: event.subject,
      value: JSON.stringify(event),
      timestamp: `${writtenAt.getTime()}`,
      headers: { 'content-type': 'application/cloudevents+json' },
    })),
  });
  await producer.disconnect();
}
