import type { VNode } from 'preact';
import { Alert, type Both, dayText, Description, Small, Text, ToldValue, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { ToldValue as Told } from './content.rules.ts';

const say = words({
  nothing: (register: string): Both => [
    `Aus dem ${register} kamen keine Angaben. Gründe teilt das Register nicht mit.`,
    `The ${register} returned no data. It gives no reasons.`,
  ],
  notKept: [
    'Diese Angaben stehen nur jetzt auf dieser Seite. Wir speichern sie nicht.',
    'These data are on this page only now. We do not keep them.',
  ],
  since: (register: string, day: string): Both => [
    `${register}, gilt seit ${day}`,
    `${register}, valid since ${day}`,
  ],
  shown: ['Die Angaben', 'The data'],
});

/** What a register told, value by value, with where it is from. */
export const Contents = ({
  values,
  register,
  title,
  language,
}: {
  readonly values: readonly Told[];
  /** Of the register, after "aus dem". */
  readonly register: string;
  readonly title: string;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  if (values.length === 0)
    return (
      <Alert kind="info" title={t.shown} id="no-content">
        <Text>{t.nothing(register)}</Text>
      </Alert>
    );
  return (
    <>
      <Description
        entries={values.map(({ path, title: field, value, provenance }) => ({
          key: field[language],
          value: (
            <>
              <ToldValue path={path} value={value} language={language} />
              {provenance && (
                <span class="provenance">{t.since(title, dayText(provenance.effectiveOn, language))}</span>
              )}
            </>
          ),
        }))}
      />
      <Small>{t.notKept}</Small>
    </>
  );
};
