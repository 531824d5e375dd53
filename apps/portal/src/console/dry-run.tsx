import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import {
  Badge,
  type Both,
  instantText,
  RegisterText,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { Bars } from './bars.tsx';
import { numberText, spanText } from './figures.ts';
import { PlainTable } from './table.tsx';

const say = words({
  title: ['Was gezählt wurde', 'What was counted'],
  counted: (events: string, read: string, time: string): Both => [
    `${events} von ${read} Ereignissen würden wiederholt. Das dauert etwa ${time}.`,
    `${events} of ${read} events would be replayed. That takes about ${time}.`,
  ],
  unreadable: (count: string): Both => [
    `${count === '1' ? 'Eine Nachricht ist kein Ereignis und wird' : `${count} Nachrichten sind keine Ereignisse und werden`} nie wiederholt.`,
    `${count === '1' ? 'One message is no event and is' : `${count} messages are no events and are`} never replayed.`,
  ],
  at: (time: string): Both => [
    `Gezählt am ${time}. Das gilt eine Stunde.`,
    `Counted on ${time}. That holds for an hour.`,
  ],
  hash: ['Prüfsumme dieser Zählung', 'Hash of this count'],
  byPartition: ['Ereignisse nach Partition', 'Events by partition'],
  byType: ['Ereignisse nach Art', 'Events by type'],
  partition: ['Partition', 'Partition'],
  type: ['Art', 'Type'],
  events: ['Ereignisse', 'Events'],
  asTable: ['Als Tabelle', 'As a table'],
  checks: ['Prüfungen', 'Checks'],
  check: ['Prüfung', 'Check'],
  result: ['Ergebnis', 'Result'],
  found: ['Gefunden', 'Found'],
  retention: ['Noch aufbewahrt', 'Still retained'],
  selection: ['Auswahl', 'Selection'],
  target: ['Ziel', 'Target'],
  'target-group': ['Lesegruppe', 'Consumer group'],
  unreadableCheck: ['Lesbarkeit', 'Readability'],
  ok: ['in Ordnung', 'fine'],
  failed: ['verhindert die Zustimmung', 'keeps it from being approved'],
  note: ['Hinweis', 'note'],
  ranges: ['Bereich', 'Range'],
  from: ['von', 'from'],
  to: ['bis vor', 'up to before'],
});

function resultOf({ ok, blocking }: Operator.DryRunCheck, language: Language): VNode {
  const t = say(language);
  if (ok) return <Badge kind="success">{t.ok}</Badge>;
  return blocking ? <Badge kind="danger">{t.failed}</Badge> : <Badge kind="info">{t.note}</Badge>;
}

/** What an approver has to look at: checks, counts, and the hash that says which count it was. */
export const DryRun = ({
  dryRun,
  language,
}: {
  readonly dryRun: Operator.ReplayDryRun;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const { selected, read, unreadable, estimateSeconds, checks, ranges } = dryRun;
  const names = { ...t, unreadable: t.unreadableCheck };
  return (
    <>
      <Subheading>{t.title}</Subheading>
      <Text>
        {t.counted(
          numberText(selected.events, language),
          numberText(read, language),
          spanText(estimateSeconds, language),
        )}
      </Text>
      {unreadable > 0 && <Text>{t.unreadable(numberText(unreadable, language))}</Text>}
      <Small>{t.at(instantText(dryRun.at, language))}</Small>
      <p class="kern-body">
        {t.hash}: <code class="hash">{dryRun.hash}</code>
      </p>
      <PlainTable
        id="checks"
        caption={t.checks}
        columns={[{ title: t.check }, { title: t.result }, { title: t.found }]}
        rows={checks.map((check) => [
          names[check.check],
          resultOf(check, language),
          <span lang="en">
            <RegisterText>{check.detail}</RegisterText>
          </span>,
        ])}
      />
      <Bars
        id="by-type"
        title={t.byType}
        unit={[t.type, t.events]}
        bars={Object.entries(selected.byType)
          .map(([label, value]) => ({ label, value }))
          .toSorted((one, other) => other.value - one.value)}
        language={language}
        asTable={t.asTable}
      />
      <Bars
        id="by-partition"
        title={t.byPartition}
        unit={[t.partition, t.events]}
        bars={ranges.map(({ partition, from, to }) => ({
          label: `${partition} (${t.from} ${numberText(from, language)} ${t.to} ${numberText(to, language)})`,
          value: selected.byPartition[`${partition}`] ?? 0,
        }))}
        language={language}
        asTable={t.asTable}
      />
    </>
  );
};
