import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import {
  Alert,
  Bullets,
  ButtonLink,
  Heading,
  instantText,
  RegisterText,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { asOfText, summaryText } from './figures.ts';
import { partText, reasonText } from './missing-parts.ts';
import { groupAddress, Groups, Relays, Topics } from './stream-tables.tsx';
import { groupsOf } from './streams.rules.ts';

const say = words({
  title: ['Datenströme', 'Streams'],
  asOf: ['Stand', 'As of'],
  missing: ['Hier fehlt etwas', 'Something is missing here'],
  missingText: [
    'Was antwortet, steht unten. Diese Teile haben nicht geantwortet:',
    'What answers stands below. These parts did not answer:',
  ],
  noGroups: ['Keine Lesegruppe ist bekannt.', 'No consumer group is known.'],
  worst: ['Dringendste Gruppe ansehen', 'Look at the most urgent group'],
  reload: ['Neu laden', 'Reload'],
  pause: ['Anhalten', 'Pause'],
  resume: ['Weiter', 'Go on'],
  changed: [
    'Die Liste hat sich geändert. Laden Sie die Seite neu.',
    'The list has changed. Reload the page.',
  ],
  lost: ['Keine Verbindung. Alter der Zahlen in Sekunden:', 'No connection. Age of the figures in seconds:'],
  silent: [
    'Der Dienst der Betriebsführung antwortet nicht. Alter der Zahlen in Sekunden:',
    'The operator service is not answering. Age of the figures in seconds:',
  ],
  over: [
    'Ihre Sitzung ist zu Ende. Die Zahlen bleiben stehen. Melden Sie sich neu an.',
    'Your session has ended. The figures stay as they are. Please sign in again.',
  ],
  gone: ['nicht mehr da', 'gone'],
});

/** What a picture lacks, by name. */
export const MissingParts = ({
  streams,
  language,
}: {
  readonly streams: Operator.Streams;
  readonly language: Language;
}): VNode | null => {
  const t = say(language);
  if (streams.missing.length === 0) return null;
  return (
    <Alert kind="warning" title={t.missing} id="missing">
      <Text>{t.missingText}</Text>
      <Bullets
        items={streams.missing.map(({ part, reason }) => (
          <>
            <RegisterText>{partText(part, language)}</RegisterText>: {reasonText(reason, language)}
          </>
        ))}
      />
    </Alert>
  );
};

export function streamsView({ language }: SignedInVisit, streams: Operator.Streams): View {
  const t = say(language);
  const groups = groupsOf(streams);
  const [worst] = groups;
  return {
    title: t.title,
    script: 'console.js',
    main: (
      <>
        <Heading>{t.title}</Heading>
        <MissingParts streams={streams} language={language} />
        <Live streams={streams} language={language} />
        {worst && worst.urgency !== 'success' && (
          <ButtonLink href={groupAddress(worst.name, language)}>{t.worst}</ButtonLink>
        )}
        {groups.length === 0 ? <Text>{t.noGroups}</Text> : <Groups groups={groups} language={language} />}
        <Relays streams={streams} language={language} />
        <Topics streams={streams} language={language} />
        <CommandLine language={language} args={['streams']} />
      </>
    ),
  };
}

/** How fresh the figures are. With script they stay so; without there is the link. */
const Live = ({
  streams,
  language,
}: {
  readonly streams: Operator.Streams;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  return (
    <div
      class="live"
      data-live={`/${language}/ops/events`}
      data-lost={t.lost}
      data-silent={t.silent}
      data-over={t.over}
      data-gone={t.gone}
      data-changed={t.changed}
    >
      <p class="kern-body" role="status" data-says="">
        {summaryText(streams, language)}
      </p>
      <Small>
        {t.asOf}:{' '}
        <time dateTime={streams.asOf} data-as-of="">
          {asOfText(streams.asOf, language)}
        </time>
        <span class="kern-sr-only"> {instantText(streams.asOf, language)}</span>
      </Small>
      <p class="kern-body" data-trouble="" hidden />
      <div class="button-row">
        <a class="kern-btn kern-btn--secondary" href={`/${language}/ops`}>
          <span class="kern-label">{t.reload}</span>
        </a>
        <button
          class="kern-btn kern-btn--secondary"
          type="button"
          data-pause={t.pause}
          data-resume={t.resume}
          hidden
        >
          <span class="kern-label">{t.pause}</span>
        </button>
      </div>
    </div>
  );
};
