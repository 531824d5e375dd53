import { Problem } from '#libs/client';
import { serviceOfGroup } from '#libs/contracts';
import { type Both, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { perhapsNotDone } from './replay-refusals.ts';

/** Why something was not done, told above the page. */
export interface LetterRefusal {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** What the service says of single members, in its own words. */
  readonly items: readonly string[];
}

const say = words({
  title: ['Das wurde nicht ausgeführt', 'That was not done'],
  settled: [
    'Die Mitteilung ist schon erledigt: Jemand hat sie inzwischen verarbeiten lassen oder verworfen.',
    'The dead letter is settled: somebody had it handled or gave it up meanwhile.',
  ],
  order: [
    'Eine frühere Mitteilung desselben Schlüssels ist noch geparkt. Lassen Sie den ganzen Schlüssel verarbeiten, oder zuerst die frühere.',
    'An earlier dead letter of the same key is still parked. Have the whole key handled, or the earlier one first.',
  ],
  redriving: [
    'Jemand lässt die Mitteilung gerade verarbeiten, verwirft oder korrigiert sie. Warten Sie das Ergebnis ab.',
    'Somebody is having it handled, giving it up or correcting it just now. Wait for the outcome.',
  ],
  open: [
    'Jemand korrigiert diese Mitteilung schon. Unten steht die Korrektur. Machen Sie dort weiter, oder geben Sie sie auf.',
    'Somebody is correcting it already. The correction is below. Go on with it, or cancel it.',
  ],
  own: [
    'Sie haben diese Korrektur entworfen. Zustimmen muss eine andere Person.',
    'You drafted this correction. Another person has to approve it.',
  ],
  stale: [
    'Sie haben eine ältere Probe gesehen, oder sie gilt nicht mehr. Unten steht die letzte. Sehen Sie diese an.',
    'You looked at an older dry run, or it no longer holds. Below is the last one. Look at this one.',
  ],
  state: [
    'Jemand war schneller, oder der Schritt passt nicht mehr. Unten steht der neue Stand.',
    'Somebody was quicker, or the step no longer fits. The new state is below.',
  ],
  unsuitable: [
    'Die Korrektur passt nicht zu dem, was geparkt ist. Es wurde nichts geändert.',
    'The correction does not fit what is parked. Nothing was changed.',
  ],
  never: [
    'Diese Mitteilung lässt sich nicht korrigieren: Sie ist nicht lesbar, hat keine veröffentlichte Form, oder Kafka bewahrt sie nicht mehr auf.',
    'This dead letter cannot be corrected: it cannot be read, has no published schema, or Kafka does not keep it any more.',
  ],
  vanished: (service: string): Both => [
    `Kafka kennt die Lesegruppe nicht mehr, also würde es niemand ausführen. Die Mitteilung bleibt geparkt. Starten Sie den Dienst „${service}“, dann versuchen Sie es noch einmal.`,
    `Kafka knows the consumer group no more, so nobody would carry it out. The dead letter stays parked. Start the service “${service}”, then try again.`,
  ],
  away: [
    'Kafka antwortet nicht. Versuchen Sie es später noch einmal.',
    'Kafka is not answering. Try again later.',
  ],
  person: ['Zustimmen kann nur eine Person.', 'Only a person can approve.'],
});

const texts = {
  'dead-letter-settled': 'settled',
  'dead-letter-out-of-order': 'order',
  'dead-letter-redriving': 'redriving',
  'dead-letter-not-correctable': 'never',
  'consumer-group-unknown': 'vanished',
  'broker-away': 'away',
  'correction-open': 'open',
  'correction-self-approval': 'own',
  'correction-dry-run-stale': 'stale',
  'correction-state-unsuitable': 'state',
  'correction-unsuitable': 'unsuitable',
  'person-required': 'person',
} as const;

/** @returns nothing where the service refused for a reason that no page of a dead letter tells @param group whose it is */
export function letterRefusalOf(
  error: unknown,
  group: string,
  language: Language,
): LetterRefusal | undefined {
  if (!(error instanceof Problem)) return undefined;
  const t = say(language);
  const name = Object.entries(texts).find(([code]) => error.code === code)?.[1];
  if (name === undefined) return undefined;
  const items = error.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  const text = name === 'vanished' ? t.vanished(serviceOfGroup(group)) : t[name];
  return { status: error.status, title: t.title, text, items };
}

/** As of a replay. */
export const letterPerhapsNotDone = (language: Language): LetterRefusal => ({
  ...perhapsNotDone(language),
  items: [],
});
