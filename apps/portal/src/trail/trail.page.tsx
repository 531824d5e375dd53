import type { VNode } from 'preact';
import { declarationOf, registerNames } from '#libs/contracts';
import {
  type Both,
  Button,
  ButtonLink,
  Buttons,
  capital,
  Details,
  FilterForm,
  Heading,
  Link,
  localised,
  Pager,
  FilterSelect,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { Stories } from './stories.tsx';
import { addressOf, type Story, type TrailFilter } from './trail.rules.ts';

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
  filter: ['Einträge auswählen', 'Select entries'],
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
  keep: ['Aufheben', 'Keep a copy'],
  keepText: [
    'Sie können alle Einträge als Datei speichern. Die Datei (JSON) ist für Programme: Sie können sie aufheben oder jemandem geben, der sie für Sie auswertet. Zum Lesen drucken Sie besser diese Seite.',
    'You can save all entries as a file. The file (JSON) is for programs: you can keep it, or give it to somebody who evaluates it for you. For reading it is better to print this page.',
  ],
  export: ['Datei speichern', 'Save file'],
  represented: ['Auskünfte über Ihr Kind oder Ihr Unternehmen', 'Data trail of your child or company'],
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
        <Details summary={t.filter} isOpen={Object.values(selection).some((chosen) => chosen !== '')}>
          <Selection language={language} path={path} shown={shown} />
        </Details>
        {stories.length === 0 && <Text>{t.empty}</Text>}
        <Stories
          stories={stories}
          telling={{
            language,
            unnamed: t.yourself,
            hrefOf: ({ lookupId }) => `${path}/${lookupId}`,
          }}
        />
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
        <Text>
          <Link href={`${path}/represented`}>{t.represented}</Link>
        </Text>
        <Small>{t.scope(registers.join(', '))}</Small>
      </>
    ),
  };
}

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
            label: capital(localised(declarationOf(name).title, language)),
          })),
        ]}
      />
      <FilterSelect
        name="authority"
        label={t.office}
        value={filter.authority}
        choices={[all, ...[...offices].map(([value, label]) => ({ value, label, lang: 'de' as const }))]}
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
