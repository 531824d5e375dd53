import { randomUUID } from 'node:crypto';
import { deliveryTopic, type InboxCommand, inboxCommands } from '#libs/contracts';
import type { RedriveKind } from './redrive.dto.ts';

/** A parked event that a step of an operator concerns, oldest first in every list here. */
export interface ConcernedLetter {
  readonly id: string;
  readonly group: string;
  readonly key: string;
  readonly eventId: string;
  readonly blocksKey: boolean;
  /** Asked for itself; else it goes along because it shares the key of one that blocks. */
  readonly chosen: boolean;
}

export interface OutgoingCommand {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly payload: string;
}

/** Keeps a command far below the broker's limit for a message. */
const EVENTS_PER_COMMAND = 500;

export interface CommandedStep {
  readonly kind: RedriveKind;
  readonly reason: string | undefined;
  /** Redrives everything of a key of which an event that blocks was chosen. */
  readonly wholeKeys: boolean;
}

/** Commands to the groups: one per key, or several when many events are named. Ids are new at every call. */
export function commandsFor(
  step: CommandedStep,
  letters: readonly ConcernedLetter[],
): readonly OutgoingCommand[] {
  const ofKeys = Map.groupBy(letters, keyOf);
  return [...ofKeys.values()].flatMap((ofKey) => {
    const [{ group, key }] = ofKey as [ConcernedLetter];
    const command = (type: InboxCommand['type'], data: InboxCommand['data']): OutgoingCommand =>
      commandOf(randomUUID(), group, type, data);
    const chosen = ofKey.filter((letter) => letter.chosen);
    if (redrivesWholeKey(step, chosen)) return [command(inboxCommands.redrive, { key })];
    return chunksOf(chosen.map(({ eventId }) => eventId)).map((eventIds) =>
      step.kind === 'REDRIVE'
        ? command(inboxCommands.redrive, { key, eventIds })
        : command(inboxCommands.discard, { key, eventIds, reason: step.reason ?? '' }),
    );
  });
}

/**
 * Without what is pending. Nothing of its key is redriven that would take all of the key along, and so the pending one
 * once more; a discard names its events.
 */
export function withoutPending<L extends ConcernedLetter>(
  kind: RedriveKind,
  letters: readonly L[],
  pending: ReadonlySet<string>,
): readonly L[] {
  const keysAtWork = new Set(letters.filter(({ id }) => pending.has(id)).map(keyOf));
  return letters.filter(
    (letter) =>
      !pending.has(letter.id) &&
      (kind === 'DISCARD' || !keysAtWork.has(keyOf(letter)) || (letter.chosen && !letter.blocksKey)),
  );
}

const keyOf = ({ group, key }: ConcernedLetter): string => `${group}\n${key}`;

/** Key order leaves no choice: what waits behind an event goes after it. Events that block nothing go by themselves. */
const redrivesWholeKey = ({ kind, wholeKeys }: CommandedStep, chosen: readonly ConcernedLetter[]): boolean =>
  kind === 'REDRIVE' && wholeKeys && chosen.some(({ blocksKey }) => blocksKey);

/** One command to a group, of the id under which it is executed once. */
export function commandOf(
  id: string,
  group: string,
  type: InboxCommand['type'],
  data: InboxCommand['data'],
): OutgoingCommand {
  const command: InboxCommand = {
    specversion: '1.0',
    id,
    source: 'urn:einmal:operator',
    type,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data,
  };
  return { id, topic: deliveryTopic(group), key: data.key, payload: JSON.stringify(command) };
}

function chunksOf(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / EVENTS_PER_COMMAND);
  return Array.from({ length: count }, (_, index) =>
    ids.slice(index * EVENTS_PER_COMMAND, (index + 1) * EVENTS_PER_COMMAND),
  );
}
