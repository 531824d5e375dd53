import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import type { Form } from '#libs/forms';
import { paperName } from '../../evidence/index.ts';
import {
  Alert,
  Badge,
  type Both,
  Bullets,
  ButtonLink,
  Buttons,
  dayText,
  Description,
  Heading,
  instantText,
  localised,
  referenceOf,
  RegisterLines,
  Subheading,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
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
  paperTitle: ['Bringen oder schicken Sie noch', 'Please bring or send'],
  paper: [
    'Diese Angaben bekommt die Behörde nicht aus dem Register. Eine Kopie reicht für den Anfang. Schreiben Sie das Kurzzeichen von oben darauf.',
    'The authority does not get these data from the register. A copy is enough to begin with. Write the reference from above on it.',
  ],
  seen: ['Diese Papiere liegen der Behörde vor', 'Papers that the authority has'],
  seenOn: (name: string, day: string): Both => [`${name}, angesehen am ${day}`, `${name}, seen on ${day}`],
  lostTitle: ['Diese Angaben fehlen der Behörde', 'The authority does not have these data'],
  lost: [
    'Die Behörde hat diese Angaben nicht bekommen. Bringen oder schicken Sie ihr stattdessen:',
    'The authority did not get these data. Please bring or send instead:',
  ],
  granted: ['Ihr Antrag ist bewilligt', 'Your application is granted'],
  refused: ['Ihr Antrag ist abgelehnt', 'Your application is refused'],
  asked: ['Die Behörde hat eine Frage', 'The authority has a question'],
  answer: ['Rückfrage beantworten', 'Answer the question'],
  reload: ['Neu laden', 'Reload'],
  all: ['Meine Anträge', 'My applications'],
  trail: ['Wer hat was abgerufen? Meine Auskünfte', 'Who fetched what? My data trail'],
});

export interface Received {
  readonly submission: Procedures.MySubmission;
  /** Of today; absent where it is offered no more. */
  readonly form: Form | undefined;
  /** Whether it was sent just now. */
  readonly isNew: boolean;
}

/** What was handed in, what became of it, and what is to do; the same page however often it is opened. */
export function receivedView(visit: SignedInVisit, received: Received): View {
  const { language, path } = visit;
  const { submission, form, isNew } = received;
  const t = say(language);
  const { id, state, decision } = submission;
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

/** Until it is decided: what is to come on paper, also instead of what was released and did not come. */
const Papers = ({
  visit: { language },
  received,
}: {
  visit: SignedInVisit;
  received: Received;
}): VNode | null => {
  const t = say(language);
  const { submission, form } = received;
  if (submission.decision) return null;
  const nameOf = ({ evidenceType }: Procedures.Source): string => paperName(form, evidenceType, language);
  const open = submission.sources.filter(({ paper }) => paper?.state === 'OPEN');
  const paper = open.filter(({ state }) => state !== 'LOST').map(nameOf);
  const lost = open.filter(({ state }) => state === 'LOST').map(nameOf);
  const seen = submission.sources.flatMap((source) =>
    source.paper?.seenOn === undefined
      ? []
      : [t.seenOn(nameOf(source), dayText(source.paper.seenOn, language))],
  );
  return (
    <>
      {paper.length > 0 && (
        <>
          <Subheading>{t.paperTitle}</Subheading>
          <Bullets items={paper} />
          <Text>{t.paper}</Text>
        </>
      )}
      {seen.length > 0 && (
        <>
          <Subheading>{t.seen}</Subheading>
          <Bullets items={seen} />
        </>
      )}
      {lost.length > 0 && (
        <Alert kind="warning" title={t.lostTitle} id="lost">
          <Text>{t.lost}</Text>
          <Bullets items={lost} />
        </Alert>
      )}
    </>
  );
};
