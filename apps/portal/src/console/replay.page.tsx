import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import {
  Alert,
  ButtonLink,
  Description,
  Heading,
  instantText,
  Link,
  RegisterText,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { DryRun } from './dry-run.tsx';
import { numberText } from './figures.ts';
import { Live } from './live.tsx';
import { PersonNote } from './persons.tsx';
import { replaySays } from './replay-figures.ts';
import { Progress } from './replay-progress.tsx';
import { NextSteps } from './replay-steps.tsx';
import { boundText, draftArguments, stateText, targetText } from './replay-words.ts';

const say = words({
  title: ['Wiederholung', 'Replay'],
  list: ['Wiederholungen', 'Replays'],
  order: ['Was wiederholt werden soll', 'What is to be replayed'],
  state: ['Stand', 'State'],
  topic: ['Thema', 'Topic'],
  partitions: ['Partitionen', 'Partitions'],
  all: ['alle', 'all'],
  from: ['Ab', 'From'],
  oldest: ['dem ältesten aufbewahrten Ereignis', 'the oldest event retained'],
  to: ['Bis', 'To'],
  end: ['zum Ende beim Start', 'the end at the start'],
  types: ['Arten', 'Types'],
  keys: ['Schlüssel', 'Keys'],
  target: ['Ziel', 'Target'],
  rate: ['Höchstens je Sekunde', 'At most per second'],
  reason: ['Grund', 'Reason'],
  ticket: ['Vorgang', 'Ticket'],
  requested: ['Erbeten', 'Asked for'],
  approved: ['Zugestimmt', 'Approved'],
  started: ['Gestartet', 'Started'],
  ended: ['Beendet', 'Ended'],
  you: ['von Ihnen', 'by you'],
  by: ['von', 'by'],
  report: ['Unterschriebenen Bericht herunterladen', 'Download the signed report'],
  failed: ['Die Wiederholung ist gescheitert', 'The replay has failed'],
  audit: ['Wer was getan hat', 'Who did what'],
});

const Who = ({
  step,
  visit: { language, person },
}: {
  readonly step: Operator.ReplayStep;
  readonly visit: SignedInVisit;
}): VNode => {
  const t = say(language);
  const isOwn = step.issuer !== undefined && step.by === person.subject;
  return (
    <>
      {instantText(step.at, language)} {isOwn ? t.you : t.by}{' '}
      {!isOwn && <RegisterText>{step.by}</RegisterText>}
    </>
  );
};

/** Nothing went wrong where somebody is only told to look. */
function titleOf(
  refusal: { readonly status: number; readonly title: string } | undefined,
  title: string,
  language: SignedInVisit['language'],
): string {
  if (refusal === undefined) return title;
  const fault = language === 'de' ? 'Fehler: ' : 'Error: ';
  return (refusal.status >= 400 ? fault : '') + refusal.title;
}

/** One replay from its draft to its report. @param refusal what was refused just now, or what was not done */
export function replayView(
  visit: SignedInVisit,
  replay: Operator.Replay,
  refusal?: { readonly status: number; readonly title: string; readonly text: string },
): View {
  const { language } = visit;
  const t = say(language);
  const { dryRun, failure, state } = replay;
  // Whoever wants to stop it does not look for the button.
  const isAtWork = state === 'running' || state === 'paused';
  return {
    title: titleOf(refusal, t.title, language),
    back: `/${language}/ops/replays`,
    script: 'console.js',
    ...(refusal && { status: refusal.status }),
    main: (
      <>
        <Heading>{t.title}</Heading>
        {refusal && (
          <div tabIndex={-1} data-takes-focus="">
            <Alert kind="warning" title={refusal.title} id="refusal">
              <Text>{refusal.text}</Text>
            </Alert>
          </div>
        )}
        {failure && (
          <Alert kind="danger" title={t.failed} id="failure">
            <p class="kern-body" lang="en">
              <RegisterText>{`${failure.code}: ${failure.detail}`}</RegisterText>
            </p>
          </Alert>
        )}
        {(state === 'running' || state === 'dry-run') && (
          <Live
            language={language}
            events={`/${language}/ops/replays/${replay.id}/events`}
            page={`/${language}/ops/replays/${replay.id}`}
            says={replaySays(replay, language)}
            asOf={new Date().toISOString()}
            state={`${state}${dryRun?.hash ?? ''}`}
          />
        )}
        <Progress replay={replay} language={language} />
        {(state === 'done' || state === 'failed') && (
          <ButtonLink href={`/${language}/ops/replays/${replay.id}/report`}>{t.report}</ButtonLink>
        )}
        {isAtWork && <NextSteps replay={replay} visit={visit} />}
        <Order replay={replay} visit={visit} />
        {dryRun && <DryRun dryRun={dryRun} language={language} />}
        {!isAtWork && <NextSteps replay={replay} visit={visit} />}
        <p class="kern-body">
          <Link href={`/${language}/ops/audit?object=${replay.id}`}>{t.audit}</Link>
        </p>
      </>
    ),
  };
}

const Order = ({
  replay,
  visit,
}: {
  readonly replay: Operator.Replay;
  readonly visit: SignedInVisit;
}): VNode => {
  const { language } = visit;
  const t = say(language);
  const { selection, requested, approved, started, endedAt } = replay;
  const text = (value: string): VNode => <RegisterText>{value}</RegisterText>;
  const entries = [
    { key: t.state, value: stateText(replay, language) },
    { key: t.topic, value: text(selection.topic) },
    { key: t.partitions, value: selection.partitions?.join(', ') ?? t.all },
    { key: t.from, value: boundText(selection.from, t.oldest, language) },
    { key: t.to, value: boundText(selection.to, t.end, language) },
    { key: t.types, value: text(selection.types?.join(', ') ?? t.all) },
    { key: t.keys, value: selection.keys === undefined ? t.all : `${selection.keys.length}` },
    { key: t.target, value: text(targetText(replay.target, language)) },
    { key: t.rate, value: numberText(replay.ratePerSecond, language) },
    { key: t.reason, value: text(replay.reason) },
    { key: t.ticket, value: text(replay.ticket) },
    { key: t.requested, value: <Who step={requested} visit={visit} /> },
    ...(approved ? [{ key: t.approved, value: <Who step={approved} visit={visit} /> }] : []),
    ...(started ? [{ key: t.started, value: <Who step={started} visit={visit} /> }] : []),
    ...(endedAt === undefined ? [] : [{ key: t.ended, value: instantText(endedAt, language) }]),
  ];
  return (
    <>
      <Subheading>{t.order}</Subheading>
      <Description entries={entries} />
      <PersonNote language={language} />
      <CommandLine language={language} args={draftArguments(replay)} />
    </>
  );
};
