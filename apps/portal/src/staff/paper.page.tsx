import { today } from '#libs/authorities';
import { parseDay } from '#libs/identifiers';
import { dayShown, dayTyped } from '../acting/index.ts';
import { definitionOf } from '../citizen/definition.ts';
import { paperName } from '../evidence/index.ts';
import { type Fault, localised, Text, TextInput, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { type Entered, taskView, type Typed } from './task.tsx';
import type { ShownSubmission } from './titles.service.ts';

/** Of `procedures`. */
const MOST = 200;

const say = words({
  title: ['Papier liegt vor', 'The paper is there'],
  instead: ['Statt:', 'Instead of:'],
  paper: ['Welches Papier haben Sie gesehen?', 'Which paper have you seen?'],
  seenOn: ['Wann haben Sie es gesehen?', 'When did you see it?'],
  dayHint: ['Zum Beispiel 30.11.2026', 'For example 30.11.2026'],
  text: [
    'Ihr Vermerk bleibt beim Antrag, mit Ihrer Anmeldung und der Uhrzeit. Die antragstellende Person sieht, dass das Papier vorliegt.',
    'Your note stays with the application, with your login and the time. The applicant sees that the paper is there.',
  ],
  send: ['Vermerken', 'Note it'],
  noPaper: ['Schreiben Sie, welches Papier Sie gesehen haben', 'Write which paper you have seen'],
  tooLong: [`Kürzen Sie den Text auf ${MOST} Zeichen`, `Please shorten the text to ${MOST} characters`],
  noDay: ['Schreiben Sie den Tag so: 30.11.2026', 'Write the day like this: 30.11.2026'],
  later: ['Der Tag liegt in der Zukunft', 'The day is still to come'],
});

/** As the service takes it. */
export const readPaper = ({ paper = '', seenOn = '' }: Typed) => ({
  paper: paper.trim(),
  seenOn: dayTyped(seenOn.trim()),
});

export function paperFaults(typed: Typed, language: Language): readonly Fault[] {
  const t = say(language);
  const { paper, seenOn } = readPaper(typed);
  const isDay = parseDay(seenOn).ok;
  return [
    ...(paper === '' ? [{ field: 'paper', detail: t.noPaper }] : []),
    ...(paper.length > MOST ? [{ field: 'paper', detail: t.tooLong }] : []),
    ...(isDay ? [] : [{ field: 'seenOn', detail: t.noDay }]),
    ...(isDay && seenOn > today() ? [{ field: 'seenOn', detail: t.later }] : []),
  ];
}

/** What a clerk has in hand, named as the form does until they write something else, and seen today. */
export function paperView(
  visit: SignedInVisit,
  shown: ShownSubmission,
  evidenceType: string,
  entered: Entered,
): View {
  const { language } = visit;
  const t = say(language);
  const { typed, faults } = entered;
  const { form, types } = shown;
  return taskView(`papers/${evidenceType}`, visit, shown, entered, {
    title: t.title,
    send: t.send,
    inputs: (
      <>
        <Text>
          {t.instead} <strong>{localised(types.get(evidenceType)?.title, language)}</strong>
        </Text>
        <TextInput
          name="paper"
          label={t.paper}
          // What is noted stays in the language of the authority.
          value={typed['paper'] ?? paperName(form && definitionOf(form), evidenceType, 'de')}
          {...{ faults, language }}
        />
        <TextInput
          name="seenOn"
          label={t.seenOn}
          hint={t.dayHint}
          value={dayShown(typed['seenOn'] ?? today())}
          {...{ faults, language }}
        />
        <Text>{t.text}</Text>
      </>
    ),
  });
}
