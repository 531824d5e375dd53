import type { ChangeEvent } from './change-event.ts';

/**
 * Where one consumer group announces the events it could not handle; key = key of the event. Its owner alone writes
 * there, so what it says of the group can be believed (docs/adr/0019).
 */
export const deadLetterTopic = (group: string): string => `${group}.dlq`;

/** What is addressed to one consumer group alone: replayed events and commands; key = key of the event. */
export const deliveryTopic = (group: string): string => `${group}.deliveries`;

/** Groups are named after the service they belong to, as `vehicles.reactions`. */
export const serviceOfGroup = (group: string): string => group.replace(/\..*$/s, '');

export const DELIVERY_TOPIC_PARTITIONS = 12;

/** CloudEvents types of the commands that a consumer group takes on its delivery topic. */
export const inboxCommands = {
  redrive: 'einmal.inbox.redrive.v1',
  discard: 'einmal.inbox.discard.v1',
  correct: 'einmal.inbox.correct.v1',
} as const;

/**
 * Handle parked events of one key, in the order in which they were parked. Events that are no longer parked are passed
 * over, so a repeated command does no harm.
 */
export interface RedriveData {
  readonly key: string;
  /**
   * Absent: all events of the key, also those parked while the command runs. Given: these only; one that is not the
   * oldest event that blocks its key when its turn comes stays parked.
   */
  readonly eventIds?: readonly string[];
}

/** Give parked events of one key up for good. The key is free again when nothing that blocks it is left. */
export interface DiscardData {
  readonly key: string;
  readonly eventIds: readonly string[];
  /** Operator's words; kept beside the event, never announced. */
  readonly reason: string;
}

/**
 * Replace what is parked of one event by what a transform makes of it; the event stays parked, and the original is kept
 * beside it. Nothing is replaced unless both hashes are those of what was approved. The command's id names the correction.
 */
export interface CorrectData {
  readonly key: string;
  readonly eventId: string;
  /** Where the event came from a replay. */
  readonly replayId?: string;
  /** A `Transform` of libs/corrections. */
  readonly transform: object;
  /** Of the correction, and shown to nobody; without it nothing is corrected. */
  readonly secret?: string;
  /** HMAC-SHA256 under the secret, of the bytes that are parked, and of those that are to be; hexadecimal. */
  readonly originalSha256: string;
  readonly correctedSha256: string;
  /** Operators, as in the audit log. */
  readonly requestedBy: string;
  readonly approvedBy: string;
  /** RFC 3339: from then on it is refused, and without it always. By the clock of the consumer's database. */
  readonly notAfter?: string;
}

/** Whether a correction was applied; it was not where what is parked is not what it was made for. */
export const correctionOutcomes = ['applied', 'refused'] as const;
export type CorrectionOutcome = (typeof correctionOutcomes)[number];

/** A command on the delivery topic: CloudEvents 1.0, structured JSON. */
export interface InboxCommand {
  readonly specversion: '1.0';
  /** UUID; a command is executed once per id. */
  readonly id: string;
  readonly source: string;
  readonly type: (typeof inboxCommands)[keyof typeof inboxCommands];
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: RedriveData | DiscardData | CorrectData;
}

/** A replayed event: the original, id included, with extension attributes. Handled once per event and replay. */
export interface ReplayedEvent extends ChangeEvent {
  readonly replayid: string;
  /** Place of the original: `topic/partition/offset`. */
  readonly replayorigin: string;
  /** What the replay delivers to within the group, for instance a subscription. */
  readonly replaytarget?: string;
}

/** States of a parked event, as its announcements tell them. */
export const deadLetterStates = ['parked', 'redriven', 'discarded'] as const;
export type DeadLetterState = (typeof deadLetterStates)[number];

/**
 * Why an event is parked: its handler failed as often as it may; an earlier event of its key is parked; nobody here
 * knows its type; it is not a CloudEvent; it stands where it may not: another register's, or a replay that nobody ordered.
 */
export const deadLetterCauses = [
  'handler-failed',
  'key-parked',
  'type-unknown',
  'event-unreadable',
  'event-misplaced',
] as const;
export type DeadLetterCauseCode = (typeof deadLetterCauses)[number];

/**
 * Headers of a message on a dead letter topic. Its value is the event as it is parked, byte for byte. Announced at least once per
 * change; of one event (`group`, `eventId`, `replayId`) the announcement with the latest `at` holds.
 */
export const deadLetterHeaders = {
  group: 'dlq-group',
  /** {@link DeadLetterState} */
  state: 'dlq-state',
  /** Id of the event; of an unreadable one its origin. */
  eventId: 'dlq-event-id',
  /** Present when the event came from a replay. */
  replayId: 'dlq-replay-id',
  /** CloudEvents type; empty when unreadable. */
  type: 'dlq-type',
  /** {@link DeadLetterCauseCode} */
  causeCode: 'dlq-cause-code',
  /** Class and code of the fault, never its message: that could carry personal data. */
  cause: 'dlq-cause',
  /** How often its handler was called. */
  attempts: 'dlq-attempts',
  /** Whether later events of the key wait behind it: `true` or `false`. */
  blocksKey: 'dlq-blocks-key',
  /** `topic/partition/offset`; of a replayed event that of the original. */
  origin: 'dlq-origin',
  /** When the state was reached, RFC 3339, UTC. */
  at: 'dlq-at',
  /** Present after a correction: its id. The value is the event as it was corrected, then. */
  correction: 'dlq-correction',
  /** {@link CorrectionOutcome}, with the id. */
  correctionOutcome: 'dlq-correction-outcome',
} as const;
