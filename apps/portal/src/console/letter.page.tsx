import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { serviceOfGroup } from '#libs/contracts';
import {
  Alert,
  type Both,
  ButtonLink,
  Description,
  FaultSummary,
  Heading,
  instantText,
  Link,
  RegisterText,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { RefusalBox, type ShownLetter } from './letter-parts.tsx';
import { LetterSteps } from './letter-steps.tsx';
import { causeText, correctionStateText, letterStateText, letterWords } from './letter-words.ts';
import { PlainTable } from './table.tsx';

const say = words({
  origin: ['Stand in Kafka', 'Stood in Kafka'],
  event: ['Kennung', 'Id'],
  fault: ['Fehler, ohne seinen Text', 'Fault, without its text'],
  failed: ['Erneut gescheitert', 'Failed again'],
  waitsFor: ['Frühere desselben Schlüssels', 'Earlier ones of its key'],
  holdsBack: ['Dahinter warten', 'Waiting behind it'],
  history: ['Verlauf', 'History'],
  corrections: ['Korrekturen', 'Corrections'],
  settled: [
    'Diese Mitteilung ist erledigt. Es ist nichts mehr zu tun.',
    'It is settled. Nothing is left to be done.',
  ],
  fix: ['Korrektur entwerfen', 'Draft a correction'],
  asked: ['Der Auftrag ist erteilt', 'It was asked for'],
  over: ['Der Auftrag ist ausgeführt', 'It was done'],
  wanting: ['Nicht alles wurde verarbeitet', 'Not all of it was handled'],
  running: [
    'Die Lesegruppe arbeitet daran. Laden Sie die Seite neu.',
    'The consumer group is at work. Reload the page.',
  ],
  late: ['Die Lesegruppe antwortet nicht', 'The consumer group does not answer'],
  unanswered: [
    'Sehen Sie nach, ob sie läuft. Dann können Sie den Auftrag noch einmal erteilen.',
    'See whether it runs. Then you can ask once more.',
  ],
  done: (done: number, events: number): Both => [
    `Fertig: ${done} von ${events} erledigt.`,
    `Done: ${done} of ${events} settled.`,
  ],
  absent: (service: string): Both => [
    `Kafka kennt die Lesegruppe nicht mehr. Ihr Dienst „${service}“ verwirft die Mitteilung, sobald er wieder läuft; bis dahin bleibt sie geparkt.`,
    `Kafka does not know the consumer group any more. Its service “${service}” gives the dead letter up when it runs again; until then it stays parked.`,
  ],
  notDone: (failed: number, heldBack: number): Both => [
    `${failed} erneut gescheitert, ${heldBack} dahinter nicht versucht. Sehen Sie sich die Ursache unten an.`,
    `${failed} failed again, ${heldBack} behind them not tried. Look at the cause below.`,
  ],
  reload: ['Neu laden', 'Reload'],
});

const correctable = ['handler-failed', 'key-parked'];

/** One dead letter: why it lies here, what waits behind it, and what can be done. */
export function letterView(visit: SignedInVisit, shown: ShownLetter): View {
  const { language } = visit;
  const t = { ...letterWords(language), ...say(language), failure: letterWords(language).fault };
  const { letter, job, refusal, faults = [] } = shown;
  const isParked = letter.state === 'PARKED';
  // Until it is over, whatever else is asked for would be refused.
  const isAtWork = job?.state === 'RUNNING' && !job.isUnanswered;
  const here = `/${language}/ops/dead-letters/${letter.id}`;
  return {
    title: (faults.length > 0 || (refusal && refusal.status >= 400) ? t.failure : '') + t.one,
    back: `/${language}/ops/dead-letters`,
    script: 'console.js',
    ...(faults.length > 0 ? { status: 400 } : refusal && { status: refusal.status }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>
          {t.one} <RegisterText>{letter.type}</RegisterText>
        </Heading>
        <RefusalBox refusal={refusal} />
        {job && <Job job={job} here={here} language={language} />}
        <Description
          entries={[
            { key: t.state, value: letterStateText(letter.state, language) },
            { key: t.cause, value: <RegisterText>{causeText(letter.causeCode, language)}</RegisterText> },
            { key: t.fault, value: <RegisterText>{letter.cause || '—'}</RegisterText> },
            { key: t.attempts, value: `${letter.attempts}` },
            { key: t.failed, value: `${letter.failedRedrives}` },
            { key: t.waitsFor, value: `${letter.waitsFor}` },
            { key: t.holdsBack, value: `${letter.holdsBack}` },
            { key: t.group, value: <RegisterText>{letter.group}</RegisterText> },
            { key: t.key, value: <RegisterText>{letter.key}</RegisterText> },
            { key: t.event, value: <RegisterText>{letter.eventId}</RegisterText> },
            { key: t.origin, value: <RegisterText>{letter.origin}</RegisterText> },
            { key: t.parkedAt, value: instantText(letter.parkedAt, language) },
          ]}
        />
        {isParked ? !isAtWork && <LetterSteps visit={visit} shown={shown} /> : <Text>{t.settled}</Text>}
        {isParked && !isAtWork && correctable.includes(letter.causeCode) && (
          <ButtonLink kind="secondary" href={`${here}/correct`}>
            {t.fix}
          </ButtonLink>
        )}
        <Corrections letter={letter} language={language} />
        <PlainTable
          id="history"
          caption={t.history}
          columns={[
            { title: t.when },
            { title: t.state },
            { title: t.cause },
            { title: t.attempts, isNumber: true },
          ]}
          rows={letter.steps.map(({ at, state, causeCode, attempts }) => [
            instantText(at, language),
            letterStateText(state, language),
            <RegisterText>{causeText(causeCode, language)}</RegisterText>,
            `${attempts}`,
          ])}
        />
        <Link href={`/${language}/ops/dead-letters/redrives`}>{t.redrives}</Link>
        <CommandLine language={language} args={['dead-letters', 'show', letter.id]} />
      </>
    ),
  };
}

const Job = ({
  job: { id, state, isUnanswered, progress, absentGroups },
  here,
  language,
}: {
  readonly job: Operator.RedriveDescription;
  readonly here: string;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const isDone = state === 'DONE';
  const absent = absentGroups.map((group) => t.absent(serviceOfGroup(group))).join(' ');
  const { done, events, failedAgain, heldBack } = progress;
  const isWanting = failedAgain + heldBack > 0;
  const kind = isWanting || isUnanswered ? 'warning' : isDone ? 'success' : 'info';
  const title = isWanting ? t.wanting : isDone ? t.over : isUnanswered ? t.late : t.asked;
  return (
    <div role="status">
      <Alert kind={kind} title={title} id="asked">
        <Text>{isDone ? t.done(done, events) : isUnanswered ? t.unanswered : absent || t.running}</Text>
        {isWanting && <Text>{t.notDone(failedAgain, heldBack)}</Text>}
        {!isDone && <Link href={`${here}?asked=${id}`}>{t.reload}</Link>}
      </Alert>
    </div>
  );
};

const Corrections = ({
  letter: { corrections },
  language,
}: {
  readonly letter: Operator.DeadLetterDetail;
  readonly language: Language;
}): VNode | null => {
  const t = { ...letterWords(language), ...say(language) };
  if (corrections.length === 0) return null;
  return (
    <>
      <Subheading>{t.corrections}</Subheading>
      <ul class="kern-list kern-list--bullet">
        {corrections.map(({ id, state, requestedAt }) => (
          <li>
            <Link href={`/${language}/ops/dead-letters/corrections/${id}`}>
              {instantText(requestedAt, language)}: {correctionStateText(state, language)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
};
