import { fill, forge, of, type Row, send } from './console-rows.ts';
import { correctionDraft } from './console-scenes.ts';

const hash = 'a'.repeat(64);

/** A patch of what no correction may change. */
const ofTheSubject: Row['act'] = async (page, scenes) => {
  await page.locator('[name=kind][value=json-patch]').check();
  const { kind: _, ...typed } = correctionDraft;
  await fill({ ...typed, patch: '[{"op":"remove","path":"/subject"}]' })(page, scenes);
};

/** Dead letters and their corrections. */
export const letterRows: readonly Row[] = [
  { who: 'olga', name: 'letters', path: '/ops/dead-letters', shows: 'Geparkt, nach Ursache' },
  {
    who: 'olga',
    name: 'letters none found',
    path: '/ops/dead-letters?key=k-nobody',
    shows: 'Hier gibt es zurzeit keine Einträge',
  },
  {
    who: 'olga',
    name: 'letters empty',
    path: '/ops/dead-letters',
    shows: 'Hier gibt es zurzeit keine Einträge',
    stand: 'withoutKafka',
  },
  {
    who: 'olga',
    name: 'letter hostile',
    path: of('hostile'),
    shows: 'onerror=alert(1)> {n} "quoted" [U+202E]',
  },
  { who: 'olga', name: 'letter first of its key', path: of('first'), shows: 'Erneut verarbeiten' },
  { who: 'olga', name: 'letter behind another', path: of('behind'), shows: 'Ganzen Schlüssel verarbeiten' },
  {
    who: 'olga',
    name: 'letter out of order',
    path: of('behind'),
    shows: 'Eine frühere Mitteilung desselben Schlüssels',
    act: forge({ step: 'redrive' }),
  },
  {
    who: 'olga',
    name: 'letter discarded without reason',
    path: of('discard'),
    shows: 'mindestens 3 Zeichen',
    act: send,
  },
  {
    who: 'olga',
    name: 'letter redrive running',
    path: of('letterAsked'),
    shows: 'Die Lesegruppe arbeitet daran',
  },
  { who: 'olga', name: 'letter redrive done', path: of('letterDone'), shows: 'Fertig: 1 von 1 erledigt' },
  { who: 'olga', name: 'letter failed again', path: of('again'), shows: '1 erneut gescheitert' },
  { who: 'olga', name: 'letter settled', path: of('settled'), shows: 'Diese Mitteilung ist erledigt' },
  {
    who: 'olga',
    name: 'correction to draft',
    path: of('wrong', '/correct'),
    shows: 'Wie soll korrigiert werden?',
  },
  {
    who: 'olga',
    name: 'correction faults',
    path: of('wrong', '/correct'),
    shows: 'Bitte prüfen Sie Ihre Eingaben',
    act: fill({ patch: '{"a":"<b>"}' }),
  },
  {
    who: 'olga',
    name: 'correction refused by the service',
    path: of('wrong', '/correct'),
    shows: 'names what makes the event this one',
    act: ofTheSubject,
  },
  { who: 'olga', name: 'correction drafted', path: of('correctionDraft'), shows: 'Probeweise anwenden' },
  {
    who: 'olga',
    name: 'correction tried own',
    path: of('correctionTried'),
    shows: 'Zustimmen muss eine andere Person',
  },
  {
    who: 'paul',
    name: 'correction tried to approve',
    path: of('correctionTried'),
    shows: 'Dieser Probe zustimmen',
  },
  {
    who: 'olga',
    name: 'correction self-approval',
    path: of('correctionTried'),
    shows: 'Das wurde nicht ausgeführt',
    act: forge({ step: 'approval', hash }),
  },
  {
    who: 'paul',
    name: 'correction of an older dry run',
    path: of('correctionTried'),
    shows: 'Sie haben eine ältere Probe gesehen',
    act: forge({ step: 'approval', hash }),
  },
  {
    who: 'olga',
    name: 'correction approved',
    path: of('correctionApproved'),
    shows: 'Die Lesegruppe wendet sie an',
  },
  {
    who: 'olga',
    name: 'correction applied',
    path: of('correctionApplied'),
    shows: 'Die Korrektur ist angewendet',
  },
  {
    who: 'olga',
    name: 'correction not applied',
    path: of('correctionRefused'),
    shows: 'Die Korrektur wurde nicht angewendet',
  },
  {
    who: 'olga',
    name: 'correction lapsed',
    path: of('correctionLapsed'),
    shows: 'Die Korrektur ist verfallen',
  },
  {
    who: 'olga',
    name: 'letter of a vanished group',
    path: of('vanishedLetter'),
    shows: 'Kafka kennt die Lesegruppe nicht mehr',
    act: forge({ step: 'redrive' }),
  },
  {
    who: 'olga',
    name: 'letter of a vanished group given up',
    path: of('vanishedGivenUp'),
    shows: 'verwirft die Mitteilung, sobald er wieder läuft',
  },
  {
    who: 'olga',
    name: 'letters asked for',
    path: '/ops/dead-letters/redrives',
    shows: 'Eine Mitteilung ausgelassen',
  },
  {
    who: 'olga',
    name: 'letters asked for, none',
    path: '/ops/dead-letters/redrives',
    shows: 'Hier gibt es zurzeit keine Einträge',
    stand: 'withoutKafka',
  },
  { who: 'olga', name: 'correction cancelled', path: of('correctionCancelled'), shows: 'aufgegeben' },
];
