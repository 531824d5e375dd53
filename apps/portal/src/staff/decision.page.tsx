import { type Fault, Radios, TextInput, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { type Entered, taskView, type Typed } from './task.tsx';
import type { ShownSubmission } from './titles.service.ts';

/** Of `procedures`. */
const MOST = 4_000;
const MOST_WITHOUT = 1_000;

const say = words({
  decide: ['Entscheiden', 'Decide'],
  ask: ['Rückfrage stellen', 'Ask a question'],
  outcome: ['Wie entscheiden Sie?', 'How do you decide?'],
  GRANTED: ['Bewilligen', 'Grant'],
  REFUSED: ['Ablehnen', 'Refuse'],
  reason: ['Begründung', 'Reason'],
  reasonHint: [
    'Die antragstellende Person liest sie so. Höchstens 4.000 Zeichen.',
    'The applicant reads it as it stands. 4,000 characters at most.',
  ],
  withoutPaper: [
    'Ein Papier fehlt noch. Warum entscheiden Sie trotzdem?',
    'A paper is missing. Why do you decide all the same?',
  ],
  withoutPaperHint: [
    'Das bleibt in der Akte. Liegt das Papier vor, vermerken Sie es zuerst beim Antrag.',
    'This stays in the file. If the paper is there, note it at the application first.',
  ],
  noWithoutPaper: [
    'Schreiben Sie, warum Sie ohne das Papier entscheiden',
    'Write why you decide without the paper',
  ],
  withoutTooLong: [
    `Kürzen Sie den Text auf ${MOST_WITHOUT} Zeichen`,
    `Please shorten the text to ${MOST_WITHOUT} characters`,
  ],
  question: ['Ihre Frage an die antragstellende Person', 'Your question to the applicant'],
  questionHint: [
    'Fragen Sie nur, was Sie für die Entscheidung brauchen. Höchstens 4.000 Zeichen.',
    'Ask only what you need for the decision. 4,000 characters at most.',
  ],
  sendDecision: ['Verbindlich entscheiden', 'Make this decision'],
  sendQuestion: ['Frage senden', 'Send question'],
  noOutcome: ['Wählen Sie, ob Sie bewilligen oder ablehnen', 'Choose whether you grant or refuse'],
  noReason: ['Schreiben Sie, warum Sie so entscheiden', 'Write why you decide so'],
  noQuestion: ['Schreiben Sie Ihre Frage', 'Write your question'],
  tooLong: [`Kürzen Sie den Text auf ${MOST} Zeichen`, `Please shorten the text to ${MOST} characters`],
});

type Task = 'decision' | 'question';

export function faultsOf(
  task: Task,
  { outcome, text = '', withoutPaper }: Typed,
  language: Language,
): Fault[] {
  const t = say(language);
  const noOutcome = task === 'decision' && outcome !== 'GRANTED' && outcome !== 'REFUSED';
  const noText = task === 'decision' ? t.noReason : t.noQuestion;
  return [
    ...(noOutcome ? [{ field: 'outcome', detail: t.noOutcome }] : []),
    ...(withoutPaper?.trim() === '' ? [{ field: 'withoutPaper', detail: t.noWithoutPaper }] : []),
    ...((withoutPaper ?? '').length > MOST_WITHOUT
      ? [{ field: 'withoutPaper', detail: t.withoutTooLong }]
      : []),
    ...(text.trim() === '' ? [{ field: 'text', detail: noText }] : []),
    ...(text.length > MOST ? [{ field: 'text', detail: t.tooLong }] : []),
  ];
}

export function decideView(visit: SignedInVisit, shown: ShownSubmission, entered: Entered): View {
  const { language } = visit;
  const t = say(language);
  const { typed, faults } = entered;
  const { submission } = shown;
  return taskView('decision', visit, shown, entered, {
    title: t.decide,
    send: t.sendDecision,
    inputs: (
      <>
        <Radios
          name="outcome"
          label={t.outcome}
          value={typed['outcome'] ?? ''}
          options={[
            { value: 'GRANTED', label: t.GRANTED },
            { value: 'REFUSED', label: t.REFUSED },
          ]}
          {...{ faults, language }}
        />
        {submission.evidence.some(({ paper }) => paper?.state === 'OPEN') && (
          <TextInput
            name="withoutPaper"
            label={t.withoutPaper}
            hint={t.withoutPaperHint}
            value={typed['withoutPaper'] ?? ''}
            rows={2}
            {...{ faults, language }}
          />
        )}
        <TextInput
          name="text"
          label={t.reason}
          hint={t.reasonHint}
          value={typed['text'] ?? ''}
          rows={6}
          {...{ faults, language }}
        />
      </>
    ),
  });
}

export function askView(visit: SignedInVisit, shown: ShownSubmission, entered: Entered): View {
  const { language } = visit;
  const t = say(language);
  const { typed, faults } = entered;
  return taskView('question', visit, shown, entered, {
    title: t.ask,
    send: t.sendQuestion,
    inputs: (
      <TextInput
        name="text"
        label={t.question}
        hint={t.questionHint}
        value={typed['text'] ?? ''}
        rows={6}
        {...{ faults, language }}
      />
    ),
  });
}
