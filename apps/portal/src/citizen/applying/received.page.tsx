import type { VNode } from 'preact';
import {
  Alert,
  Badge,
  ButtonLink,
  Buttons,
  Description,
  fullName,
  Heading,
  instantText,
  localised,
  referenceOf,
  PrintButton,
  RegisterLines,
  RegisterText,
  Subheading,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import { Fetched, Papers, type Received } from './received-parts.tsx';
import { Decided, Messages, outcomeWords, stateWords } from './outcome.tsx';

const say = words({
  received: ['Ihr Antrag ist eingegangen', 'We have your application'],
  reference: ['Kurzzeichen', 'Reference'],
  receivedAt: ['Eingegangen', 'Received'],
  state: ['Stand', 'Status'],
  next: ['Wie es weitergeht', 'What happens next'],
  underWay: [
    'Die Behörde holt jetzt die Angaben, die Sie verwendet haben, und prüft Ihren Antrag. Oft dauert das nur wenige Sekunden. Laden Sie die Seite dann neu.',
    'The authority now takes the data that you used, and checks your application. Often this takes a few seconds only. Reload the page then.',
  ],
  inReview: [
    'Eine Mitarbeiterin oder ein Mitarbeiter prüft Ihren Antrag. Hier sehen Sie, wenn es etwas Neues gibt.',
    'A clerk is checking your application. You will see here when there is news.',
  ],
  granted: ['Ihr Antrag ist bewilligt', 'Your application is granted'],
  refused: ['Ihr Antrag ist abgelehnt', 'Your application is refused'],
  asked: ['Die Behörde hat eine Frage', 'The authority has a question'],
  answer: ['Rückfrage beantworten', 'Answer the question'],
  name: ['Ihr Name', 'Your name'],
  print: ['Drucken', 'Print'],
  reload: ['Neu laden', 'Reload'],
  all: ['Meine Anträge', 'My applications'],
  trail: ['Wer hat was abgerufen? Meine Auskünfte', 'Who fetched what? My data trail'],
});

/** What was handed in, what became of it, and what is to do; the same page however often it is opened. */
export function receivedView(visit: SignedInVisit, received: Received): View {
  const { language, path } = visit;
  const { submission, form, isNew } = received;
  const t = say(language);
  const { id, state, decision } = submission;
  const name = fullName(visit.person);
  const service = localised(form?.title, language);
  const heading = decision
    ? decision.outcome === 'GRANTED'
      ? t.granted
      : t.refused
    : isNew || service === ''
      ? t.received
      : service;
  const { text, kind } = decision ? outcomeWords(decision, language) : stateWords(language)[state];
  return {
    title: heading,
    back: `/${language}/applications`,
    main: (
      <>
        <Heading takesFocus={isNew}>{heading}</Heading>
        {heading !== service && service !== '' && <Text>{service}</Text>}
        <Description
          entries={[
            ...(name === '' ? [] : [{ key: t.name, value: <RegisterText>{name}</RegisterText> }]),
            { key: t.reference, value: <strong>{referenceOf(id)}</strong> },
            { key: t.receivedAt, value: instantText(submission.receivedAt, language) },
            { key: t.state, value: <Badge kind={kind}>{text}</Badge> },
          ]}
        />
        {decision ? (
          <Decided decision={decision} language={language} />
        ) : (
          <Next visit={visit} received={received} />
        )}
        <Papers visit={visit} received={received} />
        <Fetched submission={submission} language={language} />
        <Messages messages={submission.messages} language={language} />
        <Buttons>
          {state === 'ASKED' ? (
            <ButtonLink href={`/${language}/applications/${id}/answer`}>{t.answer}</ButtonLink>
          ) : (
            <ButtonLink href={`/${language}/applications`}>{t.all}</ButtonLink>
          )}
          {state === 'RECEIVED' && (
            <ButtonLink kind="secondary" href={path}>
              {t.reload}
            </ButtonLink>
          )}
          <PrintButton>{t.print}</PrintButton>
          <ButtonLink kind="tertiary" href={`/${language}/trail`}>
            {t.trail}
          </ButtonLink>
        </Buttons>
      </>
    ),
  };
}

const Next = ({ visit: { language }, received }: { visit: SignedInVisit; received: Received }): VNode => {
  const t = say(language);
  const { state, messages } = received.submission;
  if (state === 'ASKED')
    return (
      <Alert kind="warning" title={t.asked} id="asked">
        <Text>
          <RegisterLines>{messages.findLast(({ kind }) => kind === 'QUESTION')?.text ?? ''}</RegisterLines>
        </Text>
      </Alert>
    );
  return (
    <>
      <Subheading>{t.next}</Subheading>
      <Text>{state === 'RECEIVED' ? t.underWay : t.inReview}</Text>
    </>
  );
};
