import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import {
  Button,
  ButtonLink,
  FilterForm,
  Heading,
  instantText,
  Pager,
  RegisterText,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { numberText } from './figures.ts';
import { Person, PersonNote } from './persons.tsx';
import { PlainTable } from './table.tsx';

const say = words({
  title: ['Protokoll', 'Audit'],
  lead: [
    'Wer was getan hat, am Leitstand und in der Befehlszeile. Niemand kann einen Eintrag ändern oder entfernen, ohne dass es auffällt.',
    'Who did what, at the console and at the command line. Nobody can change or remove an entry unnoticed.',
  ],
  object: ['Nur zu diesem Gegenstand', 'Only of this object'],
  objectHint: ['Die Kennung einer Wiederholung, zum Beispiel', 'The id of a replay, for instance'],
  actor: ['Nur von dieser Person', 'Only of this person'],
  actorHint: ['Wie in der Spalte „Wer“', 'As in the column “Who”'],
  show: ['Anzeigen', 'Show'],
  entries: ['Einträge, der neueste zuerst', 'Entries, the newest first'],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  number: ['Nr.', 'No.'],
  when: ['Wann', 'When'],
  who: ['Wer', 'Who'],
  where: ['Womit', 'By means of'],
  what: ['Was', 'What'],
  which: ['Gegenstand', 'Object'],
  why: ['Warum', 'Why'],
  system: ['der Dienst selbst', 'the service itself'],
  verify: ['Prüfen, ob das Protokoll unversehrt ist', 'Check that the audit is intact'],
});

export interface AuditFilter {
  readonly object?: string;
  readonly actor?: string;
  readonly after?: string;
}

const textIn = (detail: object, name: string): string => {
  const value = (detail as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
};

export function auditView(
  visit: SignedInVisit,
  { entries, next }: Operator.AuditPage,
  filter: AuditFilter,
): View {
  const { language } = visit;
  const t = say(language);
  const address = (after?: string): string => {
    const { object, actor } = filter;
    const query = new URLSearchParams({
      ...(object && { object }),
      ...(actor && { actor }),
      ...(after && { after }),
    });
    return `/${language}/ops/audit${query.size > 0 ? `?${query.toString()}` : ''}`;
  };
  const options = Object.entries({ object: filter.object, actor: filter.actor });
  return {
    title: t.title,
    script: 'console.js',
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <PersonNote language={language} />
        <Filter visit={visit} filter={filter} />
        {entries.length === 0 ? (
          <Text>{t.empty}</Text>
        ) : (
          <PlainTable
            id="entries"
            caption={t.entries}
            columns={[
              { title: t.number, isNumber: true },
              ...[t.when, t.who, t.where, t.what, t.which, t.why].map((title) => ({ title })),
            ]}
            rows={entries.map(({ seq, at, actor, action, object, reason = '', detail }) => [
              numberText(seq, language),
              instantText(at, language),
              actor === 'system' ? t.system : <Person id={actor} visit={visit} />,
              <RegisterText>{textIn(detail, 'client')}</RegisterText>,
              <code lang="en">
                <RegisterText>{action}</RegisterText>
              </code>,
              <RegisterText>{object}</RegisterText>,
              <RegisterText>{reason}</RegisterText>,
            ])}
          />
        )}
        <Pager
          language={language}
          first={filter.after === undefined ? undefined : address()}
          next={next === undefined ? undefined : address(next)}
        />
        <ButtonLink kind="secondary" href={`/${language}/ops/audit/verification`}>
          {t.verify}
        </ButtonLink>
        <CommandLine
          language={language}
          args={['audit', ...options.flatMap(([name, value]) => (value ? [`--${name}`, value] : []))]}
        />
      </>
    ),
  };
}

const Filter = ({
  visit: { language },
  filter,
}: {
  readonly visit: SignedInVisit;
  readonly filter: AuditFilter;
}): VNode => {
  const t = say(language);
  return (
    <FilterForm action={`/${language}/ops/audit`}>
      <TextInput
        {...{
          name: 'object',
          label: t.object,
          hint: t.objectHint,
          faults: [],
          language,
          autocomplete: 'off',
        }}
        value={filter.object ?? ''}
      />
      <TextInput
        {...{ name: 'actor', label: t.actor, hint: t.actorHint, faults: [], language, autocomplete: 'off' }}
        value={filter.actor ?? ''}
      />
      <Button kind="secondary">{t.show}</Button>
    </FilterForm>
  );
};
