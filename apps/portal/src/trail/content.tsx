import type { VNode } from 'preact';
import { type toldValues, ToldValues } from '../evidence/index.ts';
import { Alert, type Both, Small, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({
  nothing: (register: string): Both => [
    `Aus dem ${register} kamen keine Angaben. Gründe teilt das Register nicht mit.`,
    `The ${register} returned no data. It gives no reasons.`,
  ],
  notKept: [
    'Diese Angaben stehen nur jetzt auf dieser Seite. Wir speichern sie nicht.',
    'These data are on this page only now. We do not keep them.',
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
  readonly values: ReturnType<typeof toldValues>;
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
      <ToldValues values={values} register={title} language={language} />
      <Small>{t.notKept}</Small>
    </>
  );
};
