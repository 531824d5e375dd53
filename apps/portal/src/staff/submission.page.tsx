import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import {
  Alert,
  type Both,
  Button,
  ButtonLink,
  Buttons,
  dayText,
  Form,
  Heading,
  instantText,
  Link,
  localised,
  referenceOf,
  RegisterLines,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { StateBadge, takenText } from './inbox.page.tsx';
import { NoticeBox } from './case.page.tsx';
import type { Notice } from './notices.ts';
import { WHY_WITHOUT } from './paper.tsx';
import { Contents } from './submission-contents.tsx';
import type { ShownSubmission } from './titles.service.ts';

const say = words({
  untitled: ['Antrag', 'Application'],
  received: (reference: string, time: string): Both => [
    `Kurzzeichen ${reference}, eingegangen ${time}`,
    `Reference ${reference}, received ${time}`,
  ],
  due: (day: string): Both => [
    `Ohne Entscheidung wird der Antrag nach dem ${day} gelöscht`,
    `Without a decision the application is removed after ${day}`,
  ],
  notTaken: ['Noch nicht übernommen', 'Not taken yet'],
  taken: ['Übernommen von', 'Taken by'],
  until: (time: string): Both => [` bis ${time}`, ` until ${time}`],
  GRANTED: ['Bewilligt', 'Granted'],
  REFUSED: ['Abgelehnt', 'Refused'],
  byMachine: [
    'Automatisch entschieden: alle Voraussetzungen waren erfüllt.',
    'Decided automatically: all conditions were met.',
  ],
  withoutPaper: ['Ohne Papier entschieden, denn:', 'Decided without a paper, because:'],
  decidedAt: (time: string): Both => [`Entschieden ${time}`, `Decided ${time}`],
  next: ['Bearbeiten', 'Work on it'],
  toWork: ['Zum Bearbeiten', 'Go to what to do'],
  take: ['Übernehmen', 'Take'],
  takeText: [
    'Wenn Sie den Antrag übernehmen, kann ihn sieben Tage lang niemand sonst bearbeiten.',
    'When you take the application, nobody else can work on it for seven days.',
  ],
  othersText: [
    'Den Antrag bearbeitet gerade eine andere Person.',
    'Another person is working on the application at present.',
  ],
  underWay: [
    'Die Nachweise werden noch geholt. Danach können Sie den Antrag übernehmen.',
    'The evidence is still being fetched. After that you can take the application.',
  ],
  decide: ['Entscheiden', 'Decide'],
  ask: ['Rückfrage stellen', 'Ask a question'],
});

export function submissionView(visit: SignedInVisit, shown: ShownSubmission, notice?: Notice): View {
  const { language } = visit;
  const { submission, form } = shown;
  const title = localised(form?.title, language) || say(language).untitled;
  return {
    title,
    back: `/${language}/clerk`,
    ...(notice && { status: 409 }),
    main: (
      <>
        <Heading>{title}</Heading>
        <NoticeBox notice={notice} />
        <Standing submission={submission} visit={visit} />
        <Taking submission={submission} visit={visit} />
        <Contents
          {...shown}
          workedAt={isMine(submission, visit) ? pathOf(submission, visit) : undefined}
          language={language}
        />
        <Deciding submission={submission} visit={visit} />
      </>
    ),
  };
}

const pathOf = ({ id }: Procedures.InboxSubmission, { language }: SignedInVisit): string =>
  `/${language}/clerk/cases/${id}`;
const isMine = ({ state, takenBy }: Procedures.InboxSubmission, { person }: SignedInVisit): boolean =>
  state !== 'DECIDED' && state !== 'RECEIVED' && takenBy === person.subject;

type OfVisit = {
  readonly submission: Procedures.InboxSubmission;
  readonly visit: SignedInVisit;
};

const Standing = ({ submission, visit }: OfVisit): VNode => {
  const { language } = visit;
  const t = say(language);
  const { decision, state, takenBy, takenUntil } = submission;
  return (
    <>
      <p class="kern-body">
        {t.received(referenceOf(submission.id), instantText(submission.receivedAt, language))}{' '}
        <StateBadge {...{ state, language }} />
      </p>
      {state !== 'DECIDED' && (
        <Small>
          {takenBy === undefined ? t.notTaken : `${t.taken} ${takenText(takenBy, visit)}`}
          {takenUntil && t.until(instantText(takenUntil, language))}
          {submission.endsOn && `. ${t.due(dayText(submission.endsOn, language))}`}
        </Small>
      )}
      {decision && (
        <Alert
          kind={decision.outcome === 'GRANTED' ? 'success' : 'info'}
          title={t[decision.outcome]}
          id="decision"
        >
          {decision.isAutomatic && <Text>{t.byMachine}</Text>}
          {decision.reason && (
            <Text>
              <RegisterLines>{decision.reason}</RegisterLines>
            </Text>
          )}
          {submission.withoutPaper && (
            <p class="kern-body" id={WHY_WITHOUT}>
              {t.withoutPaper} <RegisterLines>{submission.withoutPaper}</RegisterLines>
            </p>
          )}
          <Small>{t.decidedAt(instantText(decision.decidedAt, language))}</Small>
        </Alert>
      )}
    </>
  );
};

/** Before all that is to be read: whose work it is. */
const Taking = ({ submission, visit }: OfVisit): VNode | null => {
  const { language, open, person } = visit;
  const t = say(language);
  const { id, state, takenBy } = submission;
  if (state === 'DECIDED') return null;
  if (state === 'RECEIVED') return <Text>{t.underWay}</Text>;
  if (takenBy === undefined)
    return (
      <Form action={`/${language}/clerk/cases/${id}/take`} formKey={open.session.formKey}>
        <Text>{t.takeText}</Text>
        <Buttons>
          <Button>{t.take}</Button>
        </Buttons>
      </Form>
    );
  return takenBy === person.subject ? <Link href="#work">{t.toWork}</Link> : <Text>{t.othersText}</Text>;
};

/** After all that was read. */
const Deciding = ({ submission, visit }: OfVisit): VNode | null => {
  const t = say(visit.language);
  const here = pathOf(submission, visit);
  if (!isMine(submission, visit)) return null;
  return (
    <>
      <Subheading id="work">{t.next}</Subheading>
      <Buttons>
        <ButtonLink href={`${here}/decision`}>{t.decide}</ButtonLink>
        <ButtonLink kind="secondary" href={`${here}/question`}>
          {t.ask}
        </ButtonLink>
      </Buttons>
    </>
  );
};
