import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { serviceOfGroup } from '#libs/contracts';
import { Badge, type Both, Heading, instantText, RegisterText, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { letterWords } from './letter-words.ts';
import { Person, PersonNote } from './persons.tsx';
import { PlainTable } from './table.tsx';

const say = words({
  title: ['Aufträge zu unzustellbaren Mitteilungen', 'What was asked for of dead letters'],
  lead: [
    'Was erneut verarbeitet oder verworfen werden sollte, am Leitstand und in der Befehlszeile, und was daraus wurde.',
    'What was to be handled again or given up, at the console and at the command line, and what became of it.',
  ],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  newest: ['Die neuesten hundert', 'The newest hundred'],
  who: ['Wer', 'Who'],
  what: ['Was', 'What'],
  REDRIVE: ['erneut verarbeiten', 'handle again'],
  DISCARD: ['verwerfen', 'give up'],
  settled: ['Erledigt', 'Settled'],
  of: (done: number, events: number): Both => [`${done} von ${events}`, `${done} of ${events}`],
  besides: ['Bemerkungen', 'Remarks'],
  atWork: ['in Arbeit', 'at work'],
  late: ['nicht beantwortet', 'not answered'],
  over: ['ausgeführt', 'done'],
  wanting: ['nicht alles verarbeitet', 'not all handled'],
  leftOut: (events: number, service: string): Both => [
    `${events === 1 ? 'Eine Mitteilung' : `${events} Mitteilungen`} ausgelassen: Kafka kannte die Lesegruppe nicht; dazu muss der Dienst „${service}“ laufen.`,
    `${events === 1 ? 'One dead letter' : `${events} dead letters`} left out: Kafka did not know the consumer group; for that the service “${service}” has to run.`,
  ],
  absent: (service: string): Both => [
    `Wartet darauf, dass der Dienst „${service}“ wieder läuft.`,
    `Waits until the service “${service}” runs again.`,
  ],
});

/** Redrives and discards, with what each of them left out. */
export function redrivesView(visit: SignedInVisit, { redrives }: Operator.RedriveList): View {
  const { language } = visit;
  const t = { ...letterWords(language), ...say(language) };
  return {
    title: t.title,
    back: `/${language}/ops/dead-letters`,
    script: 'console.js',
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <PersonNote language={language} />
        {redrives.length === 0 ? (
          <Text>{t.empty}</Text>
        ) : (
          <PlainTable
            id="redrives"
            caption={t.newest}
            hasCards
            columns={[
              ...[t.when, t.who, t.what, t.state].map((title) => ({ title })),
              { title: t.settled, isNumber: true },
              { title: t.besides },
              { title: t.reason },
            ]}
            rows={redrives.map((job) => [
              instantText(job.requestedAt, language),
              <Person id={job.requestedBy} visit={visit} />,
              t[job.kind],
              <State job={job} language={language} />,
              t.of(job.progress.done, job.progress.events),
              <Remarks job={job} language={language} />,
              job.reason && <RegisterText>{job.reason}</RegisterText>,
            ])}
          />
        )}
        <CommandLine language={language} args={['dead-letters', 'redrives']} />
      </>
    ),
  };
}

interface OfJob {
  readonly job: Operator.RedriveDescription;
  readonly language: Language;
}

const State = ({ job: { state, isUnanswered, progress }, language }: OfJob): VNode => {
  const t = say(language);
  if (isUnanswered) return <Badge kind="warning">{t.late}</Badge>;
  if (state === 'RUNNING') return <Badge kind="info">{t.atWork}</Badge>;
  const isWanting = progress.failedAgain + progress.heldBack > 0;
  return isWanting ? <Badge kind="warning">{t.wanting}</Badge> : <Badge kind="success">{t.over}</Badge>;
};

/** For whom nothing was done, or not yet. */
const Remarks = ({ job: { state, leftOut, absentGroups }, language }: OfJob): VNode => {
  const t = say(language);
  const waiting = state === 'RUNNING' ? absentGroups : [];
  const remarks = [
    ...leftOut.map(({ group, events }) => t.leftOut(events, serviceOfGroup(group))),
    ...waiting.map((group) => t.absent(serviceOfGroup(group))),
  ];
  return <>{remarks.join(' ')}</>;
};
