import type { Operator } from '#libs/client';
import { serviceOfGroup } from '#libs/contracts';
import {
  Alert,
  type Both,
  ButtonLink,
  Description,
  Heading,
  RegisterText,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { groupFigures, numberText, spanText, urgencyText } from './figures.ts';
import { History } from './history.tsx';
import { listAddress } from './letters.rules.ts';
import { MissingParts } from './streams.page.tsx';
import { groupsOf, isKafkaAway, ofKafka } from './streams.rules.ts';
import { PlainTable } from './table.tsx';

const say = words({
  title: ['Lesegruppe', 'Consumer group'],
  gone: ['Diese Lesegruppe gibt es nicht', 'There is no such consumer group'],
  goneText: [
    'Kafka kennt sie nicht, oder nicht mehr, und sie hat nichts geparkt. Es wurde nichts ausgeführt.',
    'Kafka does not know it, or not any more, and it has parked nothing. Nothing was done.',
  ],
  unknown: [
    'Über diese Lesegruppe ist gerade nichts bekannt',
    'Nothing is known of this consumer group just now',
  ],
  unknownText: [
    'Kafka antwortet nicht. Ob es sie gibt, lässt sich erst danach sagen.',
    'Kafka is not answering. Whether there is such a group can only be told afterwards.',
  ],
  vanished: (service: string): Both => [
    `Kafka kennt diese Lesegruppe nicht, oder nicht mehr. Was sie geparkt hat, liegt noch da. Starten Sie den Dienst „${service}“, dann lässt es sich verarbeiten. Verwerfen lässt es sich schon jetzt: Der Dienst tut es, sobald er wieder läuft.`,
    `Kafka does not know this consumer group, or not any more. What it has parked is still there. Start the service “${service}”, then it can be handled. It can be given up at once: the service does it when it runs again.`,
  ],
  vanishedTitle: ['Die Lesegruppe ist verschwunden', 'The consumer group has vanished'],
  back: ['Zu den Datenströmen', 'To the streams'],
  standing: ['Lage', 'Standing'],
  state: ['Zustand', 'State'],
  lag: ['Rückstand in Ereignissen', 'Lag in events'],
  age: ['Ältestes wartet seit', 'Oldest waits for'],
  members: ['Leser', 'Readers'],
  parked: ['Geparkt', 'Parked'],
  blocked: ['Wartende Schlüssel', 'Keys waiting'],
  Stable: ['liest', 'reads'],
  Empty: ['niemand liest', 'nobody reads'],
  PreparingRebalance: ['verteilt die Arbeit neu', 'shares out the work anew'],
  CompletingRebalance: ['verteilt die Arbeit neu', 'shares out the work anew'],
  Dead: ['aufgelöst', 'dissolved'],
  notKnown: ['nicht bekannt', 'not known'],
  notThere: ['gibt es in Kafka nicht', 'not there in Kafka'],
  letters: ['Geparktes ansehen', 'Look at what is parked'],
  partitions: ['Nach Thema und Partition', 'By topic and partition'],
  topic: ['Thema', 'Topic'],
  partition: ['Partition', 'Partition'],
  next: ['Liest weiter bei', 'Reads on at'],
  behind: ['Rückstand', 'Lag'],
});

const known = ['Stable', 'Empty', 'PreparingRebalance', 'CompletingRebalance', 'Dead'] as const;

export function stateText(state: string | undefined, language: Language): string {
  const t = say(language);
  if (state === undefined) return t.notKnown;
  const name = known.find((each) => each === state);
  return name === undefined ? state : t[name];
}

function goneView({ language }: SignedInVisit, streams: Operator.Streams): View {
  const t = say(language);
  const isUnknown = isKafkaAway(streams);
  const title = isUnknown ? t.unknown : t.gone;
  return {
    title,
    status: isUnknown ? 503 : 404,
    back: `/${language}/ops`,
    main: (
      <>
        <Heading>{title}</Heading>
        <Text>{isUnknown ? t.unknownText : t.goneText}</Text>
        <ButtonLink href={`/${language}/ops`}>{t.back}</ButtonLink>
      </>
    ),
  };
}

interface Seen {
  readonly streams: Operator.Streams;
  readonly history: Operator.StreamHistory | undefined;
}

/** One group: how far it is on each partition. */
export function groupView(visit: SignedInVisit, { streams, history }: Seen, name: string): View {
  const { language } = visit;
  const t = say(language);
  const standing = groupsOf(streams).find((each) => each.name === name);
  if (standing === undefined) return goneView(visit, streams);
  const topics = ofKafka(streams).groups.find((each) => each.name === name)?.topics ?? [];
  const [lag, age, members, parked, blocked] = groupFigures(standing, language);
  return {
    title: t.title,
    back: `/${language}/ops`,
    script: 'console.js',
    main: (
      <>
        <Heading>
          {t.title} <RegisterText>{name}</RegisterText>
        </Heading>
        <MissingParts streams={streams} language={language} />
        {standing.hasVanished && (
          <Alert kind="warning" title={t.vanishedTitle} id="vanished">
            <Text>{t.vanished(serviceOfGroup(name))}</Text>
          </Alert>
        )}
        <Description
          entries={[
            { key: t.standing, value: urgencyText(standing.urgency, language) },
            {
              key: t.state,
              value: standing.hasVanished ? (
                t.notThere
              ) : (
                <RegisterText>{stateText(standing.state, language)}</RegisterText>
              ),
            },
            { key: t.lag, value: lag },
            { key: t.age, value: age },
            { key: t.members, value: members },
            { key: t.parked, value: parked },
            { key: t.blocked, value: blocked },
          ]}
        />
        {standing.parked > 0 && (
          <ButtonLink href={listAddress(language, { group: name })}>{t.letters}</ButtonLink>
        )}
        <History history={history} language={language} />
        {topics.length > 0 && (
          <PlainTable
            id="partitions"
            caption={t.partitions}
            columns={[
              { title: t.topic },
              { title: t.partition, isNumber: true },
              { title: t.next, isNumber: true },
              { title: t.behind, isNumber: true },
              { title: t.age, isNumber: true },
            ]}
            rows={topics.flatMap(({ topic, lagSeconds, partitions }) =>
              partitions.map(({ partition, offset, lagEvents }) => [
                <RegisterText>{topic}</RegisterText>,
                `${partition}`,
                offset,
                numberText(lagEvents, language),
                lagSeconds === undefined ? t.notKnown : spanText(lagSeconds, language),
              ]),
            )}
          />
        )}
        <CommandLine language={language} args={['--json', 'streams']} />
        <CommandLine language={language} args={['streams', '--history', '--group', name]} />
      </>
    ),
  };
}
