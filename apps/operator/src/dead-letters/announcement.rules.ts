import {
  type ChangeEvent,
  type CorrectionOutcome,
  correctionOutcomes,
  deadLetterHeaders,
  deadLetterStates,
  deadLetterTopic,
} from '#libs/contracts';
import type { KafkaMessage } from '#libs/kafka';
import { dateOf, parseDay, parseInstant } from '#libs/identifiers';

/** States as this service stores and shows them: those of the contract, in capitals. */
export const letterStates = ['PARKED', 'REDRIVEN', 'DISCARDED'] as const;
export type LetterState = (typeof letterStates)[number];

/** What a consumer says on a dead-letter topic about one parked event. */
export interface Announcement {
  readonly group: string;
  /** Topic of {@link Announcement.origin}. */
  readonly topic: string;
  /** `<topic>/<partition>/<offset>`; of a replayed event that of the original. */
  readonly origin: string;
  readonly key: string;
  readonly eventId: string;
  /** Empty unless the event came from a replay. */
  readonly replayId: string;
  /** CloudEvents type; empty when unreadable. */
  readonly type: string;
  readonly event: Partial<ChangeEvent> | null;
  readonly bytes: number;
  readonly state: LetterState;
  readonly causeCode: string;
  readonly cause: string;
  readonly attempts: number;
  readonly blocksKey: boolean;
  readonly at: Date;
  /** The last correction that the group was told to make, and whether it did. */
  readonly corrected: { readonly id: string; readonly outcome: CorrectionOutcome } | null;
  /** Where it stands on the dead-letter topic, with the event as it is parked. */
  readonly partition: number;
  readonly offset: string;
}

/** Far above what a consumer writes; three of them, as bytes, are below what an index of PostgreSQL takes. */
const LONGEST_HEADER_BYTES = 500;
const MOST_ATTEMPTS = 1_000_000;

type Message = Pick<KafkaMessage, 'key' | 'value' | 'headers' | 'offset'>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads a message of a dead-letter topic; nothing when a header that everything rests on is missing or unusable, or when
 * it speaks for another group: only the topic says who wrote it.
 */
export function readAnnouncement(
  { topic: deadLetters, partition: at }: { readonly topic: string; readonly partition: number },
  message: Message,
): Announcement | undefined {
  if (Object.values(message.headers ?? {}).some((value) => isTooLong(textOf(value)))) return undefined;
  if (isTooLong(textOf(message.key ?? undefined))) return undefined;
  const header = (name: keyof typeof deadLetterHeaders): string =>
    textOf(message.headers?.[deadLetterHeaders[name]]);
  const state = letterStates[deadLetterStates.findIndex((name) => name === header('state'))];
  const when = parseInstant(header('at'));
  const [topic = '', partition = '', offset = ''] = header('origin').split('/');
  if (!state || !when.ok || header('group') === '' || header('eventId') === '') return undefined;
  if (deadLetterTopic(header('group')) !== deadLetters) return undefined;
  if (topic === '' || !/^\d+$/.test(partition) || !/^\d+$/.test(offset)) return undefined;
  return {
    group: header('group'),
    topic,
    origin: header('origin'),
    key: textOf(message.key ?? undefined),
    eventId: header('eventId'),
    replayId: header('replayId'),
    type: header('type'),
    event: thinEventOf(message.value),
    bytes: message.value?.length ?? 0,
    state,
    causeCode: header('causeCode') || 'unknown',
    cause: header('cause'),
    attempts: Math.max(0, Math.min(Number.parseInt(header('attempts'), 10) || 0, MOST_ATTEMPTS)),
    blocksKey: header('blocksKey') === 'true',
    at: dateOf(when.value),
    corrected: correctedOf(header('correction'), header('correctionOutcome')),
    partition: at,
    offset: message.offset,
  };
}

function correctedOf(id: string, told: string): Announcement['corrected'] {
  const outcome = correctionOutcomes.find((known) => known === told);
  return outcome && UUID.test(id) ? { id, outcome } : null;
}

const texts = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'datacontenttype',
  'dataschema',
] as const;
/** Long enough for every value of a thin event, too short for a document. */
const LONGEST_TEXT = 200;

/**
 * The members of a thin event and no others. Whatever is not a CloudEvent of ours might hold anything, personal data
 * included, so operators never see it.
 */
export function thinEventOf(value: Buffer | null): Partial<ChangeEvent> | null {
  const event = parsed(value);
  if (!isObject(event) || event['specversion'] !== '1.0') return null;
  const known = texts.map((name) => [name, event[name]] as const).filter(([, member]) => isShortText(member));
  const data = thinData(event['data']);
  return { ...Object.fromEntries(known), ...(data && { data }) } as Partial<ChangeEvent>;
}

function thinData(data: unknown): object | undefined {
  if (!isObject(data)) return undefined;
  const { recordId, version, changedFields, effectiveOn } = data;
  return {
    ...(isShortText(recordId) && { recordId }),
    ...(Number.isInteger(version) && { version }),
    ...(Array.isArray(changedFields) && { changedFields: changedFields.filter(isFieldName) }),
    ...(isShortText(effectiveOn) && parseDay(effectiveOn).ok && { effectiveOn }),
  };
}

function parsed(value: Buffer | null): unknown {
  if (value === null) return undefined;
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isShortText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_TEXT && value.isWellFormed() && !value.includes('\0');
const isFieldName = (value: unknown): boolean => isShortText(value) && /^[A-Za-z][\w.-]{0,63}$/.test(value);

type HeaderValue = NonNullable<KafkaMessage['headers']>[string];

const isTooLong = (text: string): boolean => Buffer.byteLength(text) > LONGEST_HEADER_BYTES;

/** PostgreSQL takes no NUL in a text. */
function textOf(value: HeaderValue | Buffer | undefined): string {
  const first = Array.isArray(value) ? value[0] : value;
  return (first?.toString() ?? '').replaceAll('\0', '');
}
