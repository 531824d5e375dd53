import type { VNode } from 'preact';
import {
  AuthorityName,
  type Both,
  capital,
  dayText,
  Description,
  instantText,
  ToldValue as Value,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { HardWords } from './hard-words.tsx';
import type { ToldValue } from './told-values.rules.ts';

const say = words({
  since: (register: string, day: string): Both => [
    `${register}, gilt seit ${day}`,
    `${register}, valid since ${day}`,
  ],
  fetched: (at: string): Both => [`abgerufen am ${at}`, `fetched ${at}`],
  holds: (day: string): Both => [`, gilt seit ${day}`, `, valid since ${day}`],
});

/** The day from which all of it holds; none where it is not one and the same. */
export function commonDay(days: readonly (string | undefined)[]): string | undefined {
  const [day, ...others] = new Set(days);
  return others.length === 0 ? day : undefined;
}

/** What a register told, value by value, with since when it holds: once where that is the same of all. */
export const ToldValues = ({
  values,
  register,
  language,
}: {
  readonly values: readonly ToldValue[];
  readonly register: string;
  readonly language: Language;
}): VNode => {
  const since = (day: string): string => say(language).since(register, dayText(day, language));
  const common = commonDay(values.map(({ provenance }) => provenance?.effectiveOn));
  return (
    <>
      {common && <p class="provenance kern-body kern-body--small">{since(common)}</p>}
      <Description
        entries={values.map(({ path, title, value, provenance }) => ({
          key: capital(title[language]),
          value: (
            <>
              <Value path={path} value={value} language={language} />
              {provenance && !common && <span class="provenance">{since(provenance.effectiveOn)}</span>}
            </>
          ),
        }))}
      />
      <HardWords texts={values.map(({ title }) => title[language])} language={language} />
    </>
  );
};

/** Where all of it is from, since when it holds, and when it was fetched. */
export const Fetched = ({
  register,
  authority = '',
  at = '',
  since,
  language,
}: {
  readonly register: string;
  readonly authority?: string | undefined;
  readonly at?: string | undefined;
  /** Where it is one and the same day. */
  readonly since?: string | undefined;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  return (
    <p class="provenance kern-body kern-body--small">
      {register}, <AuthorityName language={language}>{authority}</AuthorityName>
      {since && t.holds(dayText(since, language))}, {t.fetched(instantText(at, language))}
    </p>
  );
};
