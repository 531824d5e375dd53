import type { Procedures } from '#libs/client';
import {
  Button,
  ButtonLink,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  instantText,
  RegisterLines,
  Small,
  Subheading,
  Text,
  TextInput,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Received } from './received-parts.tsx';

const say = words({
  look: ['Ansehen', 'Look'],
  question: ['Rückfrage der Behörde', 'Question of the authority'],
  yourAnswer: ['Ihre Antwort', 'Your answer'],
  answerHint: ['Höchstens 4.000 Zeichen', '4,000 characters at most'],
  send: ['Antwort absenden', 'Send answer'],
  unwanted: ['Ihre Antwort wurde nicht gesendet', 'Your answer was not sent'],
  unwantedText: [
    'Die Behörde wartet nicht mehr auf eine Antwort. Vielleicht wurde in einem anderen Fenster geantwortet, oder es ist schon entschieden. Ihr Text steht unten. Wenn er noch wichtig ist, schicken Sie ihn der Behörde und nennen das Kurzzeichen.',
    'The authority does not wait for an answer any more. Perhaps it was answered in another window, or it is decided already. Your text stands below. If it still matters, send it to the authority with the reference.',
  ],
  fault: ['Fehler: ', 'Error: '],
});

/** What the office asked, and the answer; what was typed stays where something is wrong with it. */
export function answerView(
  { language, open, path }: SignedInVisit,
  { submission }: Pick<Received, 'submission'>,
  typed: string,
  faults: readonly Fault[] = [],
): View {
  const t = say(language);
  const asked = submission.messages.findLast(({ kind }) => kind === 'QUESTION');
  return {
    title: `${faults.length > 0 ? t.fault : ''}${t.question}`,
    back: `/${language}/applications/${submission.id}`,
    ...(faults.length > 0 && { status: 400 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.question}</Heading>
        <Small>{instantText(asked?.at ?? submission.receivedAt, language)}</Small>
        <p class="kern-body">
          <RegisterLines>{asked?.text ?? ''}</RegisterLines>
        </p>
        <Form action={path} formKey={open.session.formKey}>
          <TextInput
            name="answer"
            label={t.yourAnswer}
            hint={t.answerHint}
            value={typed}
            rows={8}
            faults={faults}
            language={language}
          />
          <Buttons>
            <Button>{t.send}</Button>
          </Buttons>
        </Form>
      </>
    ),
  };
}

/** It was decided, or answered otherwise, meanwhile: what was typed was not sent, and is not lost. */
export function unwantedView(
  { language }: SignedInVisit,
  { id }: Pick<Procedures.MySubmission, 'id'>,
  typed: string,
): View {
  const t = say(language);
  const here = `/${language}/applications/${id}`;
  return {
    title: `${t.fault}${t.unwanted}`,
    back: here,
    status: 409,
    main: (
      <>
        <Heading>{t.unwanted}</Heading>
        <Text>{t.unwantedText}</Text>
        <Subheading>{t.yourAnswer}</Subheading>
        <p class="kern-body">
          <RegisterLines>{typed}</RegisterLines>
        </p>
        <ButtonLink href={here}>{t.look}</ButtonLink>
      </>
    ),
  };
}
