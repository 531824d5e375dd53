import type { ComponentChildren } from 'preact';
import { type Both, Link, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { StartFacts } from './start-facts.ts';

/** A guided task of two minutes. */
export type Steps = readonly ComponentChildren[];

const say = words({
  form: ['„Bewohnerparkausweis beantragen“', '“Apply for a resident parking permit”'],
  openForm: ['Öffnen Sie ', 'Open '],
  begin: (name: string): Both => [
    `Drücken Sie „Antrag starten“. Melden Sie sich als ${name} an, mit dem Online-Ausweis.`,
    `Press “Start now”. Sign in as ${name}, with the online ID card.`,
  ],
  type: ['Tippen Sie nur das Kennzeichen: ', 'Type nothing but the number plate: '],
  preview: [
    'Lassen Sie die Angaben abrufen und sehen Sie sie an, bevor die Behörde sie bekommt. Verwenden Sie beide oder lehnen Sie eine ab.',
    'Have the data fetched, and look at them before the authority gets them. Use both, or decline one.',
  ],
  send: ['Senden Sie den Antrag ab.', 'Submit the application.'],
  trail: ['„Meine Auskünfte“', '“My data trail”'],
  trailText: [
    ': Dort steht jeder Abruf, auch die Vorschau.',
    ': each retrieval stands there, the preview too.',
  ],
  need: [
    'Zuerst braucht es einen Antrag, den kein Computer entscheidet. Stellen Sie ihn im ',
    'First there must be an application that no computer decides. Make it in the ',
  ],
  portal: ['Bürgerportal', 'citizens’ portal'],
  needText: [
    ' und lehnen Sie dabei einen Abruf ab oder wählen Sie „Ich nutze es dauerhaft“.',
    ', and decline a retrieval or choose “I use it permanently”.',
  ],
  inbox: ['die eingegangenen Anträge', 'the applications received'],
  inboxText: (name: string): Both => [` und melden Sie sich als ${name} an.`, ` and sign in as ${name}.`],
  case: [
    'Öffnen Sie einen Antrag, bei dem „Zu prüfen“ steht. Was die Register sagen, steht dort getrennt von dem, was die Person selbst angibt.',
    'Open an application marked “To be checked”. What the registers say stands apart from what the person stated.',
  ],
  take: [
    'Drücken Sie „Übernehmen“ und dann „Entscheiden“. Schreiben Sie eine Begründung.',
    'Press “Take” and then “Decide”. Write a reason.',
  ],
  result: ['Im Bürgerportal unter ', 'In the citizens’ portal, below '],
  mine: ['„Meine Anträge“', '“My applications”'],
  resultText: [' steht jetzt die Entscheidung.', ', the decision now stands.'],
  streams: ['die Datenströme', 'the streams'],
  streamsText: (name: string): Both => [` und melden Sie sich als ${name} an.`, ` and sign in as ${name}.`],
  urgent: [
    'Ganz oben steht die dringendste Lesegruppe. Öffnen Sie sie: Dort steht, wie weit sie auf jeder Partition ist.',
    'The most urgent consumer group stands at the top. Open it: there you see how far it is on each partition.',
  ],
  draft: [
    'Entwerfen Sie unter „Wiederholungen“ eine, etwa vom Register residents in eine Datei, und lassen Sie zählen.',
    'Draft one below “Replays”, such as of the register residents to a file, and have it counted.',
  ],
  second: (name: string): Both => [
    `Melden Sie sich in einem zweiten Browser als ${name} an, sehen Sie die Zählung an und stimmen Sie zu.`,
    `Sign in as ${name} in a second browser, look at the count and approve it.`,
  ],
  run: [
    'Starten Sie sie. Unter „Protokoll“ steht, wer was getan hat.',
    'Start it. Below “Audit” stands who did what.',
  ],
  fresh: [
    'Lassen Sie die Seite offen. Die Zahlen bleiben frisch, bis Sie sie anhalten.',
    'Leave the page open. The figures stay fresh until you pause them.',
  ],
  connecting: ['„Anbindung“', '“Connecting”'],
  tryGrant: [
    'Zu „vehicles.parking-permit.v1“ gibt es zwei Zeilen. Drücken Sie in der mit „Gesetz“ auf „Ausprobieren“.',
    'There are two rows of “vehicles.parking-permit.v1”. Press “Try it” in the one with “statute”.',
  ],
  paste: [
    'Fügen Sie die beiden Befehle nacheinander in ein eigenes Terminal ein, im Ordner des Projekts. Die Antwort nennt zu jedem Feld seine Herkunft.',
    'Paste the two commands into a terminal of your own, one after the other, in the folder of the project. The answer names where each field comes from.',
  ],
  wrong: [
    'Schreiben Sie als Zweck „procurement“ und fragen Sie noch einmal. Unter „Letzte Anfragen“ stehen beide Anfragen, und was der Fehlercode bedeutet.',
    'Write “procurement” as the purpose and ask again. Both requests stand below “Last requests”, and what the problem code means.',
  ],
});

export function citizenSteps(language: Language, { citizens, accounts, plate }: StartFacts): Steps {
  const t = say(language);
  return [
    <>
      {t.openForm}
      <Link href={`${citizens}/${language}/services/resident-parking-permit`}>{t.form}</Link>.
    </>,
    t.begin(accounts.citizens[0]?.name ?? ''),
    <>
      {t.type}
      <strong class="plate">{plate}</strong>
    </>,
    t.preview,
    t.send,
    <>
      {t.openForm}
      <Link href={`${citizens}/${language}/trail`}>{t.trail}</Link>
      {t.trailText}
    </>,
  ];
}

export function staffSteps(language: Language, { citizens, staff, accounts }: StartFacts): Steps {
  const t = say(language);
  return [
    <>
      {t.need}
      <Link href={`${citizens}/${language}/services/resident-parking-permit`}>{t.portal}</Link>
      {t.needText}
    </>,
    <>
      {t.openForm}
      <Link href={`${staff}/${language}/clerk`}>{t.inbox}</Link>
      {t.inboxText(accounts.staff[0]?.name ?? '')}
    </>,
    t.case,
    t.take,
    <>
      {t.result}
      <Link href={`${citizens}/${language}/applications`}>{t.mine}</Link>
      {t.resultText}
    </>,
  ];
}

export function operatorSteps(language: Language, { operators, accounts }: StartFacts): Steps {
  const t = say(language);
  return [
    <>
      {t.openForm}
      <Link href={`${operators}/${language}/ops`}>{t.streams}</Link>
      {t.streamsText(accounts.operators[0]?.name ?? '')}
    </>,
    t.urgent,
    t.fresh,
    t.draft,
    t.second(accounts.operators[1]?.name ?? ''),
    t.run,
  ];
}

export function developerSteps(language: Language, { developers, accounts }: StartFacts): Steps {
  const t = say(language);
  return [
    <>
      {t.openForm}
      <Link href={`${developers}/${language}/dev`}>{t.connecting}</Link>
      {t.streamsText(accounts.developers[0]?.name ?? '')}
    </>,
    t.tryGrant,
    t.paste,
    t.wrong,
  ];
}
