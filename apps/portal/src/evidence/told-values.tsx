import type { VNode } from 'preact';
import {
  AuthorityName,
  type Both,
  dayText,
  Description,
  instantText,
  ToldValue as Value,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { ToldValue } from './told-values.rules.ts';

const say = words({
  since: (register: string, day: string): Both => [
    `${register}, gilt seit ${day}`,
    `${register}, valid since ${day}`,
  ],
  fetched: (at: string): Both => [`abgerufen am ${at}`, `fetched ${at}`],
});

/** What a register told, value by value, with since when it holds. */
export const ToldValues = ({
  values,
  register,
  language,
}: {
  readonly values: readonly ToldValue[];
  readonly register: string;
  readonly language: Language;
}): VNode => (
  <Description
    entries={values.map(({ path, title, value, provenance }) => ({
      key: title[language],
      value: (
        <>
          <Value path={path} value={value} language={language} />
          {provenance && (
            <span class="provenance">
              {say(language).since(register, dayText(provenance.effectiveOn, language))}
            </span>
          )}
        </>
      ),
    }))}
  />
);

/** Where all of it is from, and when it was fetched. */
export const Fetched = ({
  register,
  authority = '',
  at = '',
  language,
}: {
  readonly register: string;
  readonly authority?: string | undefined;
  readonly at?: string | undefined;
  readonly language: Language;
}): VNode => (
  <p class="provenance kern-body kern-body--small">
    {register}, <AuthorityName language={language}>{authority}</AuthorityName>,{' '}
    {say(language).fetched(instantText(at, language))}
  </p>
);
