import { type Operator, Problem } from '#libs/client';
import { type Both, type Fault } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

/** What can be typed into a draft, by the name of its input. */
export const draftFields = [
  'register',
  'topic',
  'partitions',
  'fromTime',
  'toTime',
  'fromOffset',
  'toOffset',
  'types',
  'keys',
  'kind',
  'name',
  'ratePerSecond',
  'reason',
  'ticket',
] as const;
export type DraftField = (typeof draftFields)[number];
export type Typed = Readonly<Partial<Record<DraftField, string>>>;

/** What an input takes, told where it was refused; the service decides. */
const takes: Readonly<Record<DraftField, Both>> = {
  register: ['Wählen Sie ein Register, oder nennen Sie ein Thema.', 'Choose a register, or name a topic.'],
  topic: [
    'Nennen Sie ein Thema, das es gibt und das wiederholt werden darf, oder wählen Sie ein Register.',
    'Name a topic that exists and may be replayed, or choose a register.',
  ],
  partitions: [
    'Nennen Sie Partitionen, die es gibt, als Zahlen mit Komma, etwa 0, 7. Zu einem Offset gehört genau eine.',
    'Name partitions that exist, as numbers with commas, such as 0, 7. An offset belongs to exactly one.',
  ],
  fromTime: [
    'Schreiben Sie Tag und Zeit so: 2026-05-01T00:00:00Z',
    'Write day and time as 2026-05-01T00:00:00Z',
  ],
  toTime: [
    'Schreiben Sie Tag und Zeit so: 2026-05-02T00:00:00Z',
    'Write day and time as 2026-05-02T00:00:00Z',
  ],
  fromOffset: [
    'Nennen Sie einen Offset als ganze Zahl, oder eine Zeit, und genau eine Partition.',
    'Give an offset as a whole number, or a time, and exactly one partition.',
  ],
  toOffset: [
    'Nennen Sie einen Offset als ganze Zahl, oder eine Zeit, und genau eine Partition.',
    'Give an offset as a whole number, or a time, and exactly one partition.',
  ],
  types: [
    'Nennen Sie Arten von Ereignissen mit Komma, etwa resident.moved.v1',
    'Name event types with commas, such as resident.moved.v1',
  ],
  keys: ['Nennen Sie Schlüssel von Ereignissen mit Komma.', 'Name keys of events with commas.'],
  kind: ['Wählen Sie ein Ziel, das zur Quelle passt.', 'Choose a target that fits the source.'],
  name: [
    'Nennen Sie die Lesegruppe, das Seitenthema (replay.…) oder das Abonnement, und sonst nichts.',
    'Name the consumer group, the side topic (replay.…) or the subscription, and nothing else.',
  ],
  ratePerSecond: ['Nennen Sie eine ganze Zahl von 1 bis 100000.', 'Give a whole number from 1 to 100000.'],
  reason: [
    'Schreiben Sie in 10 bis 500 Zeichen, warum. Nennen Sie niemanden mit Namen.',
    'Say why in 10 to 500 characters. Name nobody.',
  ],
  ticket: ['Nennen Sie den Vorgang, etwa OPS-17', 'Name the ticket, such as OPS-17'],
};

const members: Readonly<Record<string, string>> = {
  group: 'group',
  'side-topic': 'topic',
  subscription: 'subscription',
};

const listOf = (text: string | undefined): string[] | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.split(',').map((part) => part.trim());

const written = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.trim();

/** A whole number as one, and anything else as it is: the service says what is wrong with it. */
const wholeOf = (text: string): number =>
  /^\d{1,15}$/.test(text) ? Number(text) : (text as unknown as number);

/** The draft as the command line makes it of the same words. */
export function draftOf(typed: Typed): Operator.ReplayDraft {
  const text = (field: DraftField): string | undefined => written(typed[field]);
  const number = (field: DraftField): number | undefined => {
    const given = text(field);
    return given === undefined ? undefined : wholeOf(given);
  };
  const [kind, name] = [text('kind') ?? '', text('name')];
  const draft = {
    register: text('register'),
    topic: text('topic'),
    partitions: listOf(typed.partitions)?.map(wholeOf),
    fromTime: text('fromTime'),
    toTime: text('toTime'),
    fromOffset: number('fromOffset'),
    toOffset: number('toOffset'),
    types: listOf(typed.types),
    keys: listOf(typed.keys),
    ratePerSecond: number('ratePerSecond'),
    target: { kind, ...(name !== undefined && { [members[kind] ?? 'topic']: name }) },
    reason: text('reason') ?? '',
    ticket: text('ticket') ?? '',
  };
  const given = Object.entries(draft).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as Operator.ReplayDraft;
}

const byCode: Readonly<Record<string, DraftField>> = {
  'topic-unknown': 'topic',
  'consumer-group-unknown': 'name',
  'replay-target-unsuitable': 'kind',
  'replay-selection-empty': 'partitions',
};

/** `/target/group` is typed as the name of the target, `/types/0` as one of the types. */
function fieldAt(pointer: string): DraftField | undefined {
  const [, first = '', second] = pointer.split('/');
  if (first === 'target') return second === undefined || second === 'kind' ? 'kind' : 'name';
  return draftFields.find((each) => each === first);
}

/** @returns nothing where it is refused for something else than what was typed */
export function faultsOf(error: unknown, language: Language): readonly Fault[] | undefined {
  if (!(error instanceof Problem) || error.status >= 500) return undefined;
  const named = error.errors.flatMap(({ pointer }) => fieldAt(pointer) ?? []);
  const unnamed = Object.entries(byCode).flatMap(([code, field]) => (error.code === code ? [field] : []));
  const fields = named.length > 0 ? named : unnamed;
  if (fields.length === 0) return undefined;
  return [...new Set(fields)].map((field) => ({ field, detail: takes[field][language === 'de' ? 0 : 1] }));
}
