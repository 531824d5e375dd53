import type { Operator } from '#libs/client';
import { type Both, exactTimeText, instantText, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { isKafkaAway } from './streams.rules.ts';

/** From then on a time of day alone would be taken for one of today. */
const WITHOUT_DAY_MS = 12 * 60 * 60_000;

const say = words({
  kafka: ['Kafka: Themen, Lesegruppen und Rückstand', 'Kafka: topics, consumer groups and lag'],
  letters: ['Geparkte Ereignisse', 'Parked events'],
  relay: (register: string): Both => [
    `Meldungen des Registers ${register}`,
    `Announcements of the register ${register}`,
  ],
  late: ['antwortet nicht rechtzeitig', 'does not answer in time'],
  away: ['ist nicht zu erreichen', 'cannot be reached'],
  backlog: ['kennt seinen eigenen Rückstand nicht', 'does not know its own backlog'],
  old: (when: string): Both => [
    `Kafka antwortet nicht. Rückstand, Leser und Themen sind vom Stand ${when}. Geparktes ist von jetzt.`,
    `Kafka is not answering. Lag, readers and topics are as of ${when}. What is parked is of now.`,
  ],
  unknown: [
    'Kafka antwortet nicht. Rückstand, Leser und Themen sind erst bekannt, wenn es wieder antwortet. Geparktes ist von jetzt.',
    'Kafka is not answering. Lag, readers and topics are known only when it answers again. What is parked is of now.',
  ],
  answers: (status: string): Both => [`antwortet mit ${status}`, `answers ${status}`],
});

/** What a picture lacks, in words; a part that this page does not know is named as it is. */
export function partText(part: string, language: Language): string {
  const t = say(language);
  if (part === 'kafka') return t.kafka;
  if (part === 'dead-letters') return t.letters;
  return part.startsWith('relay:') ? t.relay(part.slice('relay:'.length)) : part;
}

export function reasonText(reason: string, language: Language): string {
  const t = say(language);
  if (reason === 'does not answer in time') return t.late;
  if (reason === 'does not know its backlog') return t.backlog;
  const status = /^answers (\d{3})$/.exec(reason)?.[1];
  return status === undefined ? t.away : t.answers(status);
}

/** @returns since when the figures are that come from Kafka; empty while it answers */
export function kafkaNotice(streams: Operator.Streams, language: Language): string {
  if (!isKafkaAway(streams)) return '';
  const t = say(language);
  const { asOf, lastOfKafka: last } = streams;
  if (last === undefined) return t.unknown;
  const isOld = Date.parse(asOf) - Date.parse(last.asOf) > WITHOUT_DAY_MS;
  return t.old((isOld ? instantText : exactTimeText)(last.asOf, language));
}
