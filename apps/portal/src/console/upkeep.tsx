import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { Details, instantText, RegisterText, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { spanText } from './figures.ts';
import { PlainTable } from './table.tsx';

const say = words({
  title: ['Aufräumen der Datenbanken', 'Upkeep of the databases'],
  none: ['Kein Dienst hat etwas dazu gesagt.', 'No service said anything about it.'],
  service: ['Dienst', 'Service'],
  task: ['Aufgabe', 'Task'],
  due: ['Überfällig seit', 'Overdue for'],
  last: ['Zuletzt fertig', 'Last done'],
  unknown: ['nicht bekannt', 'not known'],
  notYet: ['noch nicht seit dem Start', 'not yet since the start'],
});

/** What keeps the databases as they should be; the most overdue task first. */
export const Upkeep = ({
  streams,
  language,
}: {
  readonly streams: Operator.Streams;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const tasks = streams.upkeep.toSorted((one, other) => (other.lagSeconds ?? 0) - (one.lagSeconds ?? 0));
  return (
    <Details summary={t.title}>
      {tasks.length === 0 ? (
        <Text>{t.none}</Text>
      ) : (
        <PlainTable
          id="upkeep"
          caption={t.title}
          columns={[
            { title: t.service },
            { title: t.task },
            { title: t.due, isNumber: true },
            { title: t.last },
          ]}
          rows={tasks.map(({ service, task, lagSeconds, lastDoneAt }) => [
            <RegisterText>{service}</RegisterText>,
            <RegisterText>{task}</RegisterText>,
            lagSeconds === undefined ? t.unknown : spanText(lagSeconds, language),
            lastDoneAt === undefined ? t.notYet : instantText(lastDoneAt, language),
          ])}
        />
      )}
    </Details>
  );
};
