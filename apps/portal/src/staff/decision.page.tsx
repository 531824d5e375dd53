import type { VNode } from 'preact';
import {
  Button,
  ButtonLink,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  localised,
  Radios,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { NoticeBox } from './case.page.tsx';
import type { Notice } from './notices.ts';
import { Contents, type ShownSubmission } from './submission-contents.tsx';

/** Of `procedures`. */
const MOST = 4_000;

const say = words({
  decide: ['Entscheiden', 'Decide'],
  ask: ['Rückfrage stellen', 'Ask a question'],
  fault: ['Fehler: ', 'Error: '],
  outcome: ['Wie entscheiden Sie?', 'How do you decide?'],
  GRANTED: ['Bewilligen', 'Grant'],
  REFUSED: ['Ablehnen', 'Refuse'],
  reason: ['Begründung', 'Reason'],
  reasonHint: [
    'Die antragstellende Person liest sie so. Höchstens 4.000 Zeichen.',
    'The applicant reads it as it stands. 4,000 characters at most.',
  ],
  question: ['Ihre Frage an die antragstellende Person', 'Your question to the applicant'],
  questionHint: [
    'Fragen Sie nur, was Sie für die Entscheidung brauchen. Höchstens 4.000 Zeichen.',
    'Ask only what you need for the decision. 4,000 characters at most.',
  ],
  sendDecision: ['Verbindlich entscheiden', 'Make this decision'],
  sendQuestion: ['Frage senden', 'Send question'],
  cancel: ['Zurück zum Antrag', 'Back to the application'],
  noOutcome: ['Wählen Sie, ob Sie bewilligen oder ablehnen', 'Choose whether you grant or refuse'],
  noReason: ['Schreiben Sie, warum Sie so entscheiden', 'Write why you decide so'],
  noQuestion: ['Schreiben Sie Ihre Frage', 'Write your question'],
  tooLong: [`Kürzen Sie den Text auf ${MOST} Zeichen`, `Please shorten the text to ${MOST} characters`],
});

export type Typed = Readonly<Record<string, string>>;

export interface Entered {
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly notice?: Notice;
}

type Task = 'decision' | 'question';

export function faultsOf(task: Task, { outcome, text = '' }: Typed, language: Language): Fault[] {
  const t = say(language);
  const noOutcome = task === 'decision' && outcome !== 'GRANTED' && outcome !== 'REFUSED';
  const noText = task === 'decision' ? t.noReason : t.noQuestion;
  return [
    ...(noOutcome ? [{ field: 'outcome', detail: t.noOutcome }] : []),
    ...(text.trim() === '' ? [{ field: 'text', detail: noText }] : []),
    ...(text.length > MOST ? [{ field: 'text', detail: t.tooLong }] : []),
  ];
}

export function decideView(visit: SignedInVisit, shown: ShownSubmission, entered: Entered): View {
  const { language } = visit;
  const t = say(language);
  const { typed, faults } = entered;
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

interface TaskParts {
  readonly title: string;
  readonly send: string;
  readonly inputs: VNode;
}

/** The form of one task, and below it what it is about, as it stands now. */
function taskView(
  task: Task,
  { language, open }: SignedInVisit,
  shown: ShownSubmission,
  { faults, notice }: Entered,
  { title, send, inputs }: TaskParts,
): View {
  const t = say(language);
  const { submission, form } = shown;
  const here = `/${language}/clerk/cases/${submission.id}`;
  const isFaulty = faults.length > 0;
  return {
    title: (isFaulty || notice ? t.fault : '') + title,
    back: here,
    ...(notice && { status: 409 }),
    ...(isFaulty && { status: 400 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{title}</Heading>
        <NoticeBox notice={notice} />
        <Text>{localised(form?.title, language)}</Text>
        <Form action={`${here}/${task}`} formKey={open.session.formKey}>
          <input type="hidden" name="version" value={submission.version} />
          {inputs}
          <Buttons>
            <Button>{send}</Button>
            <ButtonLink kind="tertiary" href={here}>
              {t.cancel}
            </ButtonLink>
          </Buttons>
        </Form>
        <Contents {...shown} language={language} />
      </>
    ),
  };
}
