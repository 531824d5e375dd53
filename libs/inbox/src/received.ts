import {
  inboxCommands,
  type ChangeEvent,
  type DeadLetterCauseCode,
  type InboxCommand,
} from '#libs/contracts';
import { parseInstant } from '#libs/identifiers';
import { readTraceparent, type TracePlace } from '#libs/service-kit';
import { belongs } from './belonging.rules.ts';
import type { ReplayOfEvent } from './inbox-context.ts';

export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** An event as it came, whether or not it can be read. */
export interface ReceivedEvent extends Place {
  readonly key: string;
  /** Id of the event; of one that is refused its place, so that it cannot stand for another. */
  readonly id: string;
  /** Empty when unreadable. */
  readonly type: string;
  readonly payload: Buffer;
  readonly event?: ChangeEvent;
  readonly replay?: ReplayOfEvent;
  /** Why no handler may see it. */
  readonly refused?: Extract<DeadLetterCauseCode, 'event-unreadable' | 'event-misplaced'>;
}

export type Received =
  | { readonly kind: 'event'; readonly event: ReceivedEvent }
  | { readonly kind: 'command'; readonly command: InboxCommand };

/** A replay repeats an event, perhaps years later, and is no part of what its act was. */
export function traceOf({
  event,
  replay,
}: ReceivedEvent): { readonly remote: TracePlace; readonly isStranger: false } | undefined {
  const remote = replay ? undefined : readTraceparent(event?.traceparent);
  return remote && { remote, isStranger: false };
}

interface Message {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

export const placeText = ({ topic, partition, offset }: Place): string => `${topic}/${partition}/${offset}`;

/** Where an event first stood: its own place, or that of the original it repeats. */
export const originOf = (event: ReceivedEvent): string => event.replay?.origin ?? placeText(event);

/**
 * Reads a Kafka message as an event or a command; what is no CloudEvent, or stands where it may not, keeps its bytes.
 * @param isAddressed it stands on the group's delivery topic: only there are commands and replays
 */
export function receive(place: Place, message: Message, isAddressed: boolean): Received {
  const payload = message.value ?? Buffer.alloc(0);
  const value = parse(payload);
  const givenKey = message.key?.toString();
  if (!value) {
    const id = placeText(place);
    const key = isStorable(givenKey) ? givenKey : id;
    const refused = 'event-unreadable';
    return { kind: 'event', event: { ...place, key, id, type: '', payload, refused } };
  }
  if (isAddressed && isCommand(value)) return { kind: 'command', command: value };
  const key = [givenKey, value.subject].find(isStorable) ?? value.id;
  const replay = isAddressed ? replayOf(value) : undefined;
  const { id, source, type } = value;
  const isMarked = 'replayid' in value;
  if (!belongs({ topic: place.topic, isAddressed, source, type, isMarked, replay })) {
    const refused = 'event-misplaced';
    return { kind: 'event', event: { ...place, key, id: placeText(place), type, payload, refused } };
  }
  const event = { ...place, key, id, type, payload, event: value };
  return { kind: 'event', event: replay ? { ...event, replay } : event };
}

type CloudEvent = ChangeEvent & Readonly<Record<string, unknown>>;

function parse(payload: Buffer): CloudEvent | undefined {
  try {
    const value = JSON.parse(payload.toString()) as Partial<Record<string, unknown>> | null;
    const texts = [value?.['id'], value?.['type'], value?.['source']];
    const isEvent = value?.['specversion'] === '1.0' && texts.every(isStorable);
    return isEvent ? (value as unknown as CloudEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** Three of them are below what an index of PostgreSQL takes (2.7 kB). */
const LONGEST_BYTES = 500;
/** Text that PostgreSQL can hold (no NUL) and index. */
const isStorable = (text: unknown): text is string =>
  typeof text === 'string' && text !== '' && Buffer.byteLength(text) <= LONGEST_BYTES && !text.includes('\0');

function replayOf(event: CloudEvent): ReplayOfEvent | undefined {
  const { replayid: id, replayorigin: origin, replaytarget: target } = event;
  if (!isStorable(id) || !isStorable(origin)) return undefined;
  return typeof target === 'string' ? { id, origin, target } : { id, origin };
}

const commandTypes: ReadonlySet<string> = new Set(Object.values(inboxCommands));

function isCommand(value: object): value is InboxCommand {
  const { type, data } = value as { type: string; data?: Readonly<Record<string, unknown>> };
  if (!commandTypes.has(type) || !isStorable(data?.['key'])) return false;
  if (type === inboxCommands.correct) return isCorrection(value as InboxCommand, data);
  const eventIds = data['eventIds'];
  return eventIds === undefined || (Array.isArray(eventIds) && eventIds.every(isStorable));
}

/** Whether it can be carried out or refused; a transform that this release does not know is refused then. */
const isCorrection = ({ id }: InboxCommand, data: Readonly<Record<string, unknown>>): boolean =>
  UUID.test(id) &&
  ['eventId', 'originalSha256', 'correctedSha256', 'requestedBy', 'approvedBy'].every((name) =>
    isStorable(data[name]),
  ) &&
  ['replayId', 'secret'].every((name) => data[name] === undefined || isStorable(data[name])) &&
  isNoneOrInstant(data['notAfter']) &&
  typeof data['transform'] === 'object' &&
  data['transform'] !== null;

const isNoneOrInstant = (given: unknown): boolean =>
  given === undefined || (typeof given === 'string' && parseInstant(given).ok);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
