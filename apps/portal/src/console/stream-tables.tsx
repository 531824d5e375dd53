import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { Badge, RegisterText, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { groupFigures, relayFigures, topicFigures, urgencyText } from './figures.ts';
import { type GroupStanding, ofKafka, relaysOf, rowKey, type Urgency } from './streams.rules.ts';
import { Cell, DataTable, Figures, HeadCell, Row } from './table.tsx';

const say = words({
  groups: ['Lesegruppen, die dringendste zuerst', 'Consumer groups, the most urgent first'],
  group: ['Gruppe', 'Group'],
  standing: ['Lage', 'Standing'],
  lag: ['Rückstand', 'Lag'],
  age: ['Ältestes wartet seit', 'Oldest waits for'],
  members: ['Leser', 'Readers'],
  parked: ['Geparkt', 'Parked'],
  blocked: ['Wartende Schlüssel', 'Keys waiting'],
  relays: ['Was die Register noch nicht gemeldet haben', 'What the registers have not announced yet'],
  register: ['Register', 'Register'],
  backlog: ['Ereignisse', 'Events'],
  leading: ['Überträgt', 'Brings them'],
  topics: ['Themen', 'Topics'],
  topic: ['Thema', 'Topic'],
  kept: ['Aufbewahrt', 'Kept'],
});

const UrgencyBadge = ({
  urgency,
  language,
}: {
  readonly urgency: Urgency;
  readonly language: Language;
}): VNode => (
  <span data-urgency={urgency}>
    <Badge kind={urgency}>{urgencyText(urgency, language)}</Badge>
  </span>
);

export const groupAddress = (name: string, language: Language): string =>
  `/${language}/ops/group?name=${encodeURIComponent(name)}`;

export const Groups = ({
  groups,
  language,
}: {
  readonly groups: readonly GroupStanding[];
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const columns = [t.lag, t.age, t.members, t.parked, t.blocked].map((title) => ({
    title,
    isNumber: true as const,
  }));
  return (
    <DataTable
      id="groups"
      caption={t.groups}
      columns={[{ title: t.group }, { title: t.standing }, ...columns]}
    >
      {groups.map((group) => (
        <Row name={rowKey('group', group.name)}>
          <HeadCell>
            <a class="kern-link" href={groupAddress(group.name, language)}>
              <RegisterText>{group.name}</RegisterText>
            </a>
          </HeadCell>
          <Cell>
            <UrgencyBadge urgency={group.urgency} language={language} />
          </Cell>
          <Figures of={groupFigures(group, language)} />
        </Row>
      ))}
    </DataTable>
  );
};

export const Relays = ({
  streams,
  language,
}: {
  readonly streams: Operator.Streams;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const columns = [t.backlog, t.age, t.leading].map((title) => ({ title, isNumber: true as const }));
  return (
    <DataTable
      id="relays"
      caption={t.relays}
      columns={[{ title: t.register }, { title: t.standing }, ...columns]}
    >
      {relaysOf(streams).map((relay) => (
        <Row name={rowKey('relay', relay.name)}>
          <HeadCell>
            <RegisterText>{relay.name}</RegisterText>
          </HeadCell>
          <Cell>
            <UrgencyBadge urgency={relay.urgency} language={language} />
          </Cell>
          <Figures of={relayFigures(relay, language)} />
        </Row>
      ))}
    </DataTable>
  );
};

export const Topics = ({
  streams,
  language,
}: {
  readonly streams: Operator.Streams;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  return (
    <DataTable
      id="topics"
      caption={t.topics}
      columns={[{ title: t.topic }, { title: t.kept, isNumber: true }]}
    >
      {ofKafka(streams).topics.map((topic) => (
        <Row name={rowKey('topic', topic.name)}>
          <HeadCell>
            <RegisterText>{topic.name}</RegisterText>
          </HeadCell>
          <Figures of={topicFigures(topic, language)} />
        </Row>
      ))}
    </DataTable>
  );
};
