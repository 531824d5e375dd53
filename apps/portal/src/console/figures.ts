import type { Operator } from '#libs/client';
import type { Language } from '../sessions/index.ts';
import { type Both, exactTimeText, words } from '../layout/index.ts';
import { kafkaNotice } from './missing-parts.ts';
import {
  type GroupStanding,
  groupsOf,
  isKafkaAway,
  ofKafka,
  type RelayStanding,
  relaysOf,
  rowKey,
  type Urgency,
} from './streams.rules.ts';

const say = words({
  danger: ['Störung', 'Trouble'],
  warning: ['Ansehen', 'Look'],
  success: ['In Ordnung', 'Fine'],
  unknown: ['nicht bekannt', 'not known'],
  yes: ['ja', 'yes'],
  no: ['nein', 'no'],
  seconds: (n: string): Both => [`${n} s`, `${n} s`],
  minutes: (n: string): Both => [`${n} min`, `${n} min`],
  hours: (n: string): Both => [`${n} h`, `${n} h`],
  days: (n: string): Both => [`${n} Tage`, `${n} days`],
  allFine: ['Alle Lesegruppen sind auf dem Stand.', 'All consumer groups are up to date.'],
  some: (groups: number, events: string, parked: string): Both => [
    `${groups === 1 ? 'Eine Lesegruppe braucht' : `${groups} Lesegruppen brauchen`} einen Blick: ${events} Ereignisse im Rückstand, ${parked} geparkt.`,
    `${groups === 1 ? 'One consumer group needs' : `${groups} consumer groups need`} a look: ${events} events behind, ${parked} parked.`,
  ],
  withoutKafka: [
    'Kafka antwortet nicht: Die Übersicht ist unvollständig.',
    'Kafka is not answering: this picture is incomplete.',
  ],
  lacks: (count: number): Both => [
    `${count === 1 ? 'Ein Teil fehlt' : `${count} Teile fehlen`}: Die Übersicht ist unvollständig.`,
    `${count === 1 ? 'One part is' : `${count} parts are`} missing: this picture is incomplete.`,
  ],
});

const numbers = { de: new Intl.NumberFormat('de-DE'), en: new Intl.NumberFormat('en-GB') };
export const numberText = (value: number, language: Language): string => numbers[language].format(value);

const percents = {
  de: new Intl.NumberFormat('de-DE', { style: 'percent', maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 }),
};
export const percentText = (percent: number, language: Language): string =>
  percents[language].format(percent / 100);

/** An age or a rest of time, in its largest unit. */
export function spanText(seconds: number, language: Language): string {
  const t = say(language);
  if (seconds < 120) return t.seconds(numberText(Math.round(seconds), language));
  if (seconds < 7_200) return t.minutes(numberText(Math.round(seconds / 60), language));
  if (seconds < 172_800) return t.hours(numberText(Math.round(seconds / 3_600), language));
  return t.days(numberText(Math.round(seconds / 86_400), language));
}

export const urgencyText = (urgency: Urgency, language: Language): string => say(language)[urgency];

const orUnknown = (value: number | undefined, language: Language, text = numberText): string =>
  value === undefined ? say(language).unknown : text(value, language);

/** The figures of a row as the page has them and as its script sets them, in the same order. */
export const groupFigures = (group: GroupStanding, language: Language): readonly string[] => [
  orUnknown(group.lagEvents, language),
  orUnknown(group.lagEvents === undefined ? undefined : group.lagSeconds, language, spanText),
  orUnknown(group.members, language),
  numberText(group.parked, language),
  numberText(group.keysBlocked, language),
];

export const relayFigures = (relay: RelayStanding, language: Language): readonly string[] => [
  numberText(relay.backlogEvents, language),
  spanText(relay.ageSeconds, language),
  say(language)[relay.isLeading ? 'yes' : 'no'],
];

export const topicFigures = ({ kept }: { readonly kept: number }, language: Language): readonly string[] => [
  numberText(kept, language),
];

/** What a screen reader is told now and then; one sentence, or two where something is missing. */
export function summaryText(
  streams: Operator.Streams,
  language: Language,
  groups: readonly GroupStanding[] = groupsOf(streams),
): string {
  const t = say(language);
  const wanting = groups.filter(({ urgency }) => urgency !== 'success');
  const sum = (of: (group: GroupStanding) => number | undefined): string =>
    numberText(
      groups.reduce((total, group) => total + (of(group) ?? 0), 0),
      language,
    );
  const { length: missing } = streams.missing;
  const lacks = isKafkaAway(streams) ? [t.withoutKafka] : missing > 0 ? [t.lacks(missing)] : [];
  if (wanting.length === 0) return lacks[0] ?? t.allFine;
  return [
    t.some(
      wanting.length,
      sum(({ lagEvents }) => lagEvents),
      sum(({ parked }) => parked),
    ),
    ...lacks,
  ].join(' ');
}

/** One event of the stream: counts by row, and no name. @param more that is told with it */
export function figuresOf(streams: Operator.Streams, language: Language, more: object = {}): string {
  const row = (key: string, figures: readonly string[], urgency?: Urgency) => [
    key,
    { figures, ...(urgency && { urgency, word: urgencyText(urgency, language) }) },
  ];
  const groups = groupsOf(streams);
  const rows = [
    ...groups.map((each) => row(rowKey('group', each.name), groupFigures(each, language), each.urgency)),
    ...relaysOf(streams).map((each) =>
      row(rowKey('relay', each.name), relayFigures(each, language), each.urgency),
    ),
    ...ofKafka(streams).topics.map((each) => row(rowKey('topic', each.name), topicFigures(each, language))),
  ];
  return JSON.stringify({
    asOf: exactTimeText(streams.asOf, language),
    says: summaryText(streams, language, groups),
    missing: streams.missing.length,
    notice: kafkaNotice(streams, language),
    rows: Object.fromEntries(rows) as object,
    ...more,
  });
}

/** Made once for all who are told the same in the same language. */
export function oncePerLanguage<T extends object>(
  make: (seen: T, language: Language) => string,
): (seen: T, language: Language) => string {
  const made = new WeakMap<T, Partial<Record<Language, string>>>();
  return (seen, language) => {
    const texts = made.get(seen) ?? {};
    const text = texts[language] ?? make(seen, language);
    made.set(seen, { ...texts, [language]: text });
    return text;
  };
}
