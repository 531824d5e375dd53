import type { Operator } from '#libs/client';
import { type Both, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { type Cause, causes, type LetterState } from './letters.rules.ts';

const say = words({
  'handler-failed': ['Verarbeitung fehlgeschlagen', 'Handling failed'],
  'key-parked': ['wartet hinter einem früheren', 'waits behind an earlier one'],
  'type-unknown': ['Art nicht bekannt', 'Type not known'],
  'event-unreadable': ['nicht lesbar', 'Cannot be read'],
  'event-misplaced': ['steht am falschen Ort', 'Stands in the wrong place'],
  PARKED: ['geparkt', 'parked'],
  REDRIVEN: ['verarbeitet', 'handled'],
  DISCARDED: ['verworfen', 'given up'],
  draft: ['Entwurf', 'draft'],
  'dry-run': ['probeweise angewendet', 'tried'],
  approved: ['zugestimmt, noch nicht angewendet', 'approved, not applied yet'],
  applied: ['angewendet', 'applied'],
  refused: ['nicht angewendet', 'not applied'],
  lapsed: ['verfallen, die Lesegruppe hat nicht geantwortet', 'lapsed, its consumer group did not answer'],
  cancelled: ['aufgegeben', 'cancelled'],
});

export function causeText(cause: string, language: Language): string {
  const known = causes.find((each: Cause) => each === cause);
  return known === undefined ? cause : say(language)[known];
}

export const letterStateText = (state: LetterState, language: Language): string => say(language)[state];

const correctionStates = [
  'draft',
  'dry-run',
  'approved',
  'applied',
  'refused',
  'lapsed',
  'cancelled',
] as const;

export function correctionStateText(state: string, language: Language): string {
  const known = correctionStates.find((each) => each === state);
  return known === undefined ? state : say(language)[known];
}

const kinds = words({
  text: ['Text', 'text'],
  number: ['Zahl', 'number'],
  'true or false': ['ja oder nein', 'true or false'],
  null: ['leer', 'null'],
  object: ['Objekt', 'object'],
  list: (entries: string): Both => [`Liste, Einträge: ${entries}`, `list, entries: ${entries}`],
});

const plainKinds = ['text', 'number', 'true or false', 'null', 'object'] as const;

/** A value of an event, or its kind where it is not shown. */
export function seenText({ kind, value }: Operator.SeenValue, language: Language): string {
  if (value !== undefined) return JSON.stringify(value);
  const t = kinds(language);
  const plain = plainKinds.find((each) => each === kind);
  const entries = /^list of (\d+)$/.exec(kind)?.[1];
  return `(${entries === undefined ? (plain === undefined ? kind : t[plain]) : t.list(entries)})`;
}

/** What lists and pages of dead letters have in common. */
export const letterWords = words({
  title: ['Unzustellbare Mitteilungen', 'Dead letters'],
  one: ['Unzustellbare Mitteilung', 'Dead letter'],
  correction: ['Korrektur', 'Correction'],
  type: ['Art', 'Type'],
  unreadable: ['nicht lesbar', 'cannot be read'],
  group: ['Lesegruppe', 'Consumer group'],
  cause: ['Ursache', 'Cause'],
  key: ['Schlüssel', 'Key'],
  state: ['Zustand', 'State'],
  parkedAt: ['Geparkt', 'Parked'],
  attempts: ['Versuche', 'Attempts'],
  when: ['Zeit', 'When'],
  reason: ['Begründung', 'Reason'],
  reasonHint: ['Steht im Protokoll. Nennen Sie keine Person.', 'Stands in the audit log. Name no person.'],
  ticket: ['Vorgang', 'Ticket'],
  ticketHint: [
    'Wo die Sache vermerkt ist, zum Beispiel OPS-17',
    'Where the matter is recorded, such as OPS-17',
  ],
  fault: ['Fehler: ', 'Error: '],
  shortReason: [
    'Geben Sie eine Begründung ein, mindestens 10 Zeichen',
    'Enter a reason of at least 10 characters',
  ],
  redrives: ['Was schon beauftragt wurde', 'What was asked for already'],
  back: ['Zurück zur Mitteilung', 'Back to the dead letter'],
  by: (who: string, when: string): Both => [`${who}, ${when}`, `${who}, ${when}`],
});
