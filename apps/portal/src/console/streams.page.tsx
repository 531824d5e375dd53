import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { Alert, Bullets, ButtonLink, Heading, RegisterText, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { summaryText } from './figures.ts';
import { History } from './history.tsx';
import { Live } from './live.tsx';
import { kafkaNotice, partText, reasonText } from './missing-parts.ts';
import { groupAddress, Groups, Relays, Topics } from './stream-tables.tsx';
import { Upkeep } from './upkeep.tsx';
import { groupsOf, ofKafka } from './streams.rules.ts';

const say = words({
  title: ['Datenströme', 'Streams'],
  missing: ['Hier fehlt etwas', 'Something is missing here'],
  missingText: [
    'Was antwortet, steht unten. Diese Teile haben nicht geantwortet:',
    'What answers stands below. These parts did not answer:',
  ],
  noGroups: ['Keine Lesegruppe ist bekannt.', 'No consumer group is known.'],
  noTopics: ['Kein Thema ist bekannt.', 'No topic is known.'],
  worst: ['Dringendste Gruppe ansehen', 'Look at the most urgent group'],
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
  const notice = kafkaNotice(streams, language);
  return (
    <div data-missing="">
      <Alert kind="warning" title={t.missing} id="missing">
        <Text>{t.missingText}</Text>
        <Bullets
          items={streams.missing.map(({ part, reason }) => (
            <>
              <RegisterText>{partText(part, language)}</RegisterText>: {reasonText(reason, language)}
            </>
          ))}
        />
        {notice !== '' && (
          <p class="kern-body" data-notice="">
            {notice}
          </p>
        )}
      </Alert>
    </div>
  );
};

export function streamsView(
  { language }: SignedInVisit,
  streams: Operator.Streams,
  history: Operator.StreamHistory | undefined,
): View {
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
        <Live
          language={language}
          events={`/${language}/ops/events`}
          page={`/${language}/ops`}
          says={summaryText(streams, language)}
          asOf={streams.asOf}
        />
        {worst && worst.urgency !== 'success' && (
          <ButtonLink href={groupAddress(worst.name, language)}>{t.worst}</ButtonLink>
        )}
        {groups.length === 0 ? <Text>{t.noGroups}</Text> : <Groups groups={groups} language={language} />}
        <History history={history} language={language} />
        {streams.relays.length > 0 && <Relays streams={streams} language={language} />}
        {ofKafka(streams).topics.length === 0 ? (
          <Text>{t.noTopics}</Text>
        ) : (
          <Topics streams={streams} language={language} />
        )}
        <Upkeep streams={streams} language={language} />
        <CommandLine language={language} args={['streams']} />
        <CommandLine language={language} args={['streams', '--history']} />
      </>
    ),
  };
}
