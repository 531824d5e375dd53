import type { VNode } from 'preact';
import { declarationOf, registerNames } from '#libs/contracts';
import {
  Badge,
  type Both,
  Button,
  ButtonLink,
  Buttons,
  Card,
  FilterForm,
  Heading,
  instantText,
  Link,
  localised,
  monthText,
  Pager,
  RegisterText,
  FilterSelect,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { outcomeOf } from './outcome-words.ts';
import { addressOf, byMonthAndOffice, type Story, type TrailFilter } from './trail.rules.ts';

const say = words({
  title: ['Meine Auskünfte', 'My data trail'],
  lead: [
    'Hier steht, welche Behörde wann welche Angaben über Sie abgerufen hat, und was daraus wurde. Die Angaben selbst stehen hier nicht.',
    'This shows which authority asked for which data about you and when, and what became of it. The data themselves are not shown here.',
  ],
  scope: (registers: string): Both => [
    `Dabei sind: ${registers}. Was andere Stellen über Sie wissen, fragen Sie bitte dort.`,
    `These take part: ${registers}. For what others know about you, please ask them.`,
  ],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  filter: ['Auswahl', 'Selection'],
  register: ['Register', 'Register'],
  office: ['Behörde', 'Authority'],
  period: ['Zeitraum', 'Period'],
  all: ['Alle', 'All'],
  days30: ['Letzte 30 Tage', 'Last 30 days'],
  days90: ['Letzte 3 Monate', 'Last 3 months'],
  days365: ['Letzte 12 Monate', 'Last 12 months'],
  whole: ['Gesamte Zeit', 'Whole time'],
  show: ['Auswahl anzeigen', 'Show selection'],
  yourself: ['Von Ihnen selbst angesehen', 'Looked at by yourself'],
  for: (purpose: string): Both => [`Zweck: ${purpose}`, `Purpose: ${purpose}`],
  seenFirst: [
    'Sie hatten die Angaben vorher gesehen und freigegeben.',
    'You had seen the data first and released them.',
  ],
  keep: ['Aufheben', 'Keep a copy'],
  keepText: ['Sie können alle Einträge als Datei speichern.', 'You can save all entries as a file.'],
  export: ['Datei speichern', 'Save file'],
  data: ['Was steht über mich im Register?', 'What does a register keep about me?'],
});

interface Shown {
  readonly stories: readonly Story[];
  readonly filter: TrailFilter;
  readonly awaited: readonly string[];
  readonly next?: string;
  readonly offices: ReadonlyMap<string, string>;
}

export function trailView({ language }: SignedInVisit, shown: Shown): View {
  const t = say(language);
  const { stories, filter, awaited, next } = shown;
  const path = `/${language}/trail`;
  const registers = registerNames.map((name) => localised(declarationOf(name).title, language));
  const { register, authority, period } = filter;
  const selection = { register, authority, period };
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <Selection language={language} path={path} shown={shown} />
        {stories.length === 0 && <Text>{t.empty}</Text>}
        {byMonthAndOffice(stories).map(({ at, offices }) => (
          <>
            <Subheading>{monthText(at, language)}</Subheading>
            {offices.map(({ name, stories: own }) => (
              <>
                <h3 class="kern-heading-small">{name ?? t.yourself}</h3>
                <ul class="card-list">
                  {own.map((story) => (
                    <li>
                      <StoryCard story={story} language={language} path={path} />
                    </li>
                  ))}
                </ul>
              </>
            ))}
          </>
        ))}
        <Pager
          language={language}
          first={filter.after && addressOf(path, selection)}
          next={next && addressOf(path, { ...selection, after: next, awaited })}
        />
        <Subheading>{t.keep}</Subheading>
        <Text>{t.keepText}</Text>
        <Buttons>
          <ButtonLink kind="secondary" href={`${path}/export`}>
            {t.export}
          </ButtonLink>
        </Buttons>
        <Text>
          <Link href={`/${language}/data`}>{t.data}</Link>
        </Text>
        <Small>{t.scope(registers.join(', '))}</Small>
      </>
    ),
  };
}

const StoryCard = ({
  story: { entry, preview },
  language,
  path,
}: {
  readonly story: Story;
  readonly language: Language;
  readonly path: string;
}): VNode => {
  const t = say(language);
  const { kind, short } = outcomeOf(entry, language);
  return (
    <Card>
      <div class="card-line">
        <h4 class="kern-title">
          <Link href={`${path}/${entry.lookupId}`}>{localised(entry.evidenceType.title, language)}</Link>
        </h4>
        <Badge kind={kind}>{short}</Badge>
      </div>
      <Text>{t.for(localised(entry.purpose.title, language))}</Text>
      {preview && <Small>{t.seenFirst}</Small>}
      {entry.caseReference !== undefined && (
        <Small>
          <RegisterText>{entry.caseReference}</RegisterText>
        </Small>
      )}
      <Small>{instantText(entry.at, language)}</Small>
    </Card>
  );
};

const Selection = ({
  language,
  path,
  shown: { filter, offices },
}: {
  readonly language: Language;
  readonly path: string;
  readonly shown: Shown;
}): VNode => {
  const t = say(language);
  const all = { value: '', label: t.all };
  return (
    <FilterForm action={path}>
      <FilterSelect
        name="register"
        label={t.register}
        value={filter.register}
        choices={[
          all,
          ...registerNames.map((name) => ({
            value: name,
            label: localised(declarationOf(name).title, language),
          })),
        ]}
      />
      <FilterSelect
        name="authority"
        label={t.office}
        value={filter.authority}
        choices={[all, ...[...offices].map(([value, label]) => ({ value, label }))]}
      />
      <FilterSelect
        name="period"
        label={t.period}
        value={filter.period}
        choices={[
          { value: '', label: t.whole },
          { value: '30', label: t.days30 },
          { value: '90', label: t.days90 },
          { value: '365', label: t.days365 },
        ]}
      />
      <Button kind="secondary">{t.show}</Button>
    </FilterForm>
  );
};
