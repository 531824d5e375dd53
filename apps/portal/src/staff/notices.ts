import { Problem } from '#libs/client';
import { words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

/** Why something was not done, told above the page. */
export interface Notice {
  readonly title: string;
  readonly text: string;
}

const say = words({
  changed: ['Der Antrag hat sich inzwischen geändert', 'The application was changed meanwhile'],
  changedText: [
    'Ihr Text ist noch da, und es wurde nichts gesendet. Sehen Sie sich den neuen Stand an und senden Sie dann noch einmal.',
    'Your text is still here, and nothing was sent. Please look at what is new, and then send again.',
  ],
  taken: ['Eine andere Person hat das schon übernommen', 'Another person has taken it already'],
  takenText: [
    'Es wurde nichts ausgeführt. Sprechen Sie sich bitte mit Ihren Kolleginnen und Kollegen ab.',
    'Nothing was done. Please agree with your colleagues.',
  ],
  notTaken: ['Sie haben den Antrag noch nicht übernommen', 'You have not taken the application yet'],
  notTakenText: [
    'Es wurde nichts gesendet, Ihr Text bleibt erhalten. Übernehmen Sie den Antrag zuerst.',
    'Nothing was sent, and your text is kept. Take the application first.',
  ],
  decided: ['Das ist schon entschieden', 'This has been decided already'],
  decidedText: [
    'Es wurde nichts mehr geändert. Unten sehen Sie das Ergebnis.',
    'Nothing was changed. You see the result below.',
  ],
  underWay: ['Die Nachweise werden noch geholt', 'The evidence is still being fetched'],
  underWayText: [
    'Es wurde nichts ausgeführt. Versuchen Sie es in ein paar Minuten noch einmal.',
    'Nothing was done. Please try again in a few minutes.',
  ],
  paperOpen: ['Ein Papier fehlt noch', 'A paper is missing'],
  paperOpenText: [
    'Es wurde nichts gesendet, Ihr Text ist noch da. Vermerken Sie beim Antrag, dass das Papier vorliegt, oder schreiben Sie unten, warum Sie ohne es entscheiden.',
    'Nothing was sent, and your text is still here. Note at the application that the paper is there, or write below why you decide without it.',
  ],
  unfit: ['Das konnte so nicht gesendet werden', 'This could not be sent as it is'],
  changedRecord: ['Der Datensatz hat sich inzwischen geändert', 'The record was changed meanwhile'],
  changedRecordText: [
    'Es wurde nichts eingetragen. Sehen Sie sich den neuen Stand an.',
    'Nothing was entered. Please look at what is new.',
  ],
  notPossible: ['Das Register hat das nicht eingetragen', 'The register did not enter this'],
  notPossibleText: [
    'Der Datensatz lässt es nicht mehr zu, oder er gehört zu einer anderen Behörde. Ihre Eingaben sind noch da. Sehen Sie sich den neuen Stand an.',
    'The record does not permit it any more, or belongs to another authority. What you entered is still here. Please look at what is new.',
  ],
  unfitText: [
    'Es wurde nichts gesendet, Ihr Text ist noch da. Nehmen Sie bitte ungewöhnliche Zeichen heraus.',
    'Nothing was sent, and your text is still here. Please remove unusual characters.',
  ],
});

/** What a register has against an act, as the record or its keeper is another one by now. */
const ofTheRecord = [
  'authority-not-served',
  'resident-moved-away',
  'resident-deceased',
  'vehicle-deregistered',
] as const;

/** @returns nothing where the page has nothing of its own to say about it */
export function noticeOf(error: unknown, language: Language): Notice | undefined {
  const t = say(language);
  if (!(error instanceof Problem)) return undefined;
  if (error.is('record-changed-meanwhile', 'holder-unchanged'))
    return { title: t.changedRecord, text: t.changedRecordText };
  if (error.is('submission-changed-meanwhile')) return { title: t.changed, text: t.changedText };
  if (error.is('submission-taken', 'case-taken')) return { title: t.taken, text: t.takenText };
  if (error.is('submission-not-taken')) return { title: t.notTaken, text: t.notTakenText };
  if (error.is('submission-decided', 'case-closed')) return { title: t.decided, text: t.decidedText };
  if (error.is('submission-paper-open')) return { title: t.paperOpen, text: t.paperOpenText };
  if (error.is('submission-under-way')) return { title: t.underWay, text: t.underWayText };
  if (error.is('request-invalid', 'characters-unsuitable')) return { title: t.unfit, text: t.unfitText };
  if (error.is(...ofTheRecord)) return { title: t.notPossible, text: t.notPossibleText };
  return undefined;
}
