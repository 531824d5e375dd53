import { type Operator, Problem } from '#libs/client';
import { serviceOfGroup } from '#libs/contracts';
import { type Both, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { stateText } from './replay-words.ts';

export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const say = words({
  title: ['Das wurde nicht ausgeführt', 'That was not done'],
  state: (state: string): Both => [
    `Jemand war schneller, oder der Schritt passt nicht mehr: Der Stand ist jetzt „${state}“.`,
    `Somebody was quicker, or the step no longer fits: the state is now “${state}”.`,
  ],
  stale: [
    'Sie haben eine ältere Zählung gesehen, oder sie gilt nicht mehr. Unten steht die letzte. Sehen Sie diese an, oder lassen Sie noch einmal zählen.',
    'You looked at an older count, or it no longer holds. Below is the last one. Look at this one, or have it counted again.',
  ],
  own: [
    'Sie haben um diese Wiederholung gebeten. Zustimmen muss eine andere Person.',
    'You asked for this replay. Another person has to approve it.',
  ],
  person: ['Zustimmen kann nur eine Person.', 'Only a person can approve.'],
  empty: [
    'Die Auswahl enthält nichts, was noch aufbewahrt wird und passt. Entwerfen Sie eine andere Wiederholung.',
    'The selection holds nothing that is still retained and fits. Draft another replay.',
  ],
  target: [
    'Das Ziel nimmt diese Wiederholung nicht an, oder es gibt es nicht mehr. Entwerfen Sie eine andere.',
    'The target does not take this replay, or is gone. Draft another one.',
  ],
  away: [
    'Kafka antwortet nicht. Versuchen Sie es später noch einmal.',
    'Kafka is not answering. Try again later.',
  ],
  vanished: (service: string): Both => [
    `Die Lesegruppe, an die geliefert werden soll, gibt es in Kafka nicht mehr. Es wurde nichts geliefert. Starten Sie den Dienst „${service}“, oder entwerfen Sie eine andere Wiederholung.`,
    `The consumer group to deliver to is not there any more in Kafka. Nothing was delivered. Start the service “${service}”, or draft another replay.`,
  ],
  unsentTitle: ['Sehen Sie nach, was gilt', 'Look what holds'],
  unsent: [
    'Als Sie zuletzt auf einen Knopf drückten, war Ihre Sitzung zu Ende oder Ihre Anmeldung zu alt, oder die Antwort ging verloren. Unten steht, was gilt. Drücken Sie noch einmal, wenn es noch nötig ist.',
    'When you last pressed a button, your session had ended or your sign-in was too old, or the answer got lost. Below stands what holds. Press it again if it is still needed.',
  ],
});

/** @returns nothing where the service refused for a reason that no page of a replay tells */
export function refusalOf(error: unknown, replay: Operator.Replay, language: Language): Refusal | undefined {
  if (!(error instanceof Problem)) return undefined;
  const t = say(language);
  const texts: Readonly<Record<string, string>> = {
    'replay-state-unsuitable': t.state(stateText(replay, language)),
    'replay-dry-run-stale': t.stale,
    'replay-self-approval': t.own,
    'person-required': t.person,
    'replay-selection-empty': t.empty,
    'replay-target-unsuitable': t.target,
    'topic-unknown': t.target,
    // Subscriptions are the gateway's.
    'consumer-group-unknown': t.vanished(serviceOfGroup(replay.target.group ?? 'gateway')),
    'broker-away': t.away,
    // The hash of a page that somebody changed.
    'request-invalid': t.stale,
  };
  const text = Object.entries(texts).find(([code]) => error.code === code)?.[1];
  return text === undefined ? undefined : { status: error.status, title: t.title, text };
}

/** @returns nothing where the draft was refused for something that was typed, or by a fault */
export function draftRefusalOf(error: unknown, language: Language): Refusal | undefined {
  if (!(error instanceof Problem) || error.code !== 'broker-away') return undefined;
  const t = say(language);
  return { status: error.status, title: t.title, text: t.away };
}

/** What was sent last came to nothing, or its answer did not come: which of the two is seen by the state. */
export function perhapsNotDone(language: Language): Refusal {
  const t = say(language);
  return { status: 200, title: t.unsentTitle, text: t.unsent };
}
