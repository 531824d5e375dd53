import { type Both, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

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
