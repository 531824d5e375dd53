import type { Operator } from '#libs/client';
import {
  Button,
  FilterForm,
  FilterSelect,
  Heading,
  instantText,
  Link,
  Pager,
  RegisterText,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { Bars } from './bars.tsx';
import { CommandLine } from './command-line.tsx';
import { causeText, letterStateText, letterWords } from './letter-words.ts';
import { byCause, byKey, causes, type LetterFilter, letterStates, listAddress } from './letters.rules.ts';
import { PlainTable } from './table.tsx';

const say = words({
  lead: [
    'Was eine Lesegruppe nicht verarbeiten konnte, bleibt hier liegen, und spätere Mitteilungen desselben Schlüssels warten dahinter. Inhalte stehen hier nicht.',
    'What a consumer group could not handle stays here, and later ones of the same key wait behind it. No content stands here.',
  ],
  none: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  byCause: ['Geparkt, nach Ursache', 'Parked, by cause'],
  byKey: ['Auf dieser Seite, nach Schlüssel', 'On this page, by key'],
  count: ['Mitteilungen', 'Dead letters'],
  asTable: ['Als Tabelle', 'As a table'],
  all: ['alle', 'all'],
  show: ['Anzeigen', 'Show'],
  list: ['Die neuesten zuerst', 'Newest first'],
  look: ['Ansehen', 'Look'],
});

const commandOf = ({ state, causeCode, group, key }: LetterFilter): readonly string[] => [
  ...['dead-letters', 'list', '--state', state],
  ...(causeCode === undefined ? [] : ['--cause', causeCode]),
  ...(group === undefined ? [] : ['--group', group]),
  ...(key === undefined ? [] : ['--key', key]),
];

export function lettersView(
  { language }: SignedInVisit,
  page: Operator.DeadLetterPage,
  summary: Operator.DeadLetterSummary,
  filter: LetterFilter,
): View {
  const t = { ...letterWords(language), ...say(language) };
  const { after, ...narrowed } = filter;
  const bars = byCause(summary, (cause) => causeText(cause, language));
  const unit = (label: string) => [label, t.count] as const;
  return {
    title: t.title,
    script: 'console.js',
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        {bars.length > 0 && (
          <Bars
            id="causes"
            title={t.byCause}
            unit={unit(t.cause)}
            bars={bars}
            language={language}
            asTable={t.asTable}
          />
        )}
        {page.deadLetters.length > 0 && (
          <Bars
            id="keys"
            title={t.byKey}
            unit={unit(t.key)}
            bars={byKey(page.deadLetters)}
            language={language}
            asTable={t.asTable}
          />
        )}
        <FilterForm action={listAddress(language, {})}>
          <FilterSelect
            name="state"
            label={t.state}
            value={filter.state}
            choices={letterStates.map((value) => ({ value, label: letterStateText(value, language) }))}
          />
          <FilterSelect
            name="causeCode"
            label={t.cause}
            value={filter.causeCode ?? ''}
            choices={[
              { value: '', label: t.all },
              ...causes.map((value) => ({ value, label: causeText(value, language) })),
            ]}
          />
          <FilterSelect
            name="group"
            label={t.group}
            value={filter.group ?? ''}
            choices={[
              { value: '', label: t.all },
              ...summary.groups.map(({ group }) => ({ value: group, label: group })),
            ]}
          />
          <Button kind="secondary">{t.show}</Button>
        </FilterForm>
        {page.deadLetters.length === 0 ? (
          <Text>{t.none}</Text>
        ) : (
          <PlainTable
            id="letters"
            caption={t.list}
            columns={[
              { title: t.parkedAt },
              { title: t.type },
              { title: t.cause },
              { title: t.group },
              { title: t.attempts, isNumber: true },
              { title: t.one },
            ]}
            rows={page.deadLetters.map((letter) => [
              instantText(letter.parkedAt, language),
              letter.type === '' ? t.unreadable : <RegisterText>{letter.type}</RegisterText>,
              <RegisterText>{causeText(letter.causeCode, language)}</RegisterText>,
              <RegisterText>{letter.group}</RegisterText>,
              `${letter.attempts}`,
              <Link href={`/${language}/ops/dead-letters/${letter.id}`}>
                {t.look}
                <span class="kern-sr-only"> {letter.eventId}</span>
              </Link>,
            ])}
          />
        )}
        <Pager
          language={language}
          first={after === undefined ? undefined : listAddress(language, narrowed)}
          next={
            page.next === undefined ? undefined : listAddress(language, { ...narrowed, after: page.next })
          }
        />
        <Link href={`/${language}/ops/dead-letters/redrives`}>{t.redrives}</Link>
        <CommandLine language={language} args={commandOf(filter)} />
      </>
    ),
  };
}
