import type { VNode } from 'preact';
import type { Language } from '../sessions/index.ts';
import { dayText } from './dates.ts';
import { RegisterText } from './register-text.tsx';
import { type Both, words } from './words.ts';

const say = words({
  yes: ['Ja', 'Yes'],
  no: ['Nein', 'No'],
  other: ['liegt vor, wird hier nicht ausgeschrieben', 'is on record, not written out here'],
  months: (from: string, to: string): Both => [`${from} bis ${to}`, `${from} to ${to}`],
  nation: (code: string): Both => [`Schlüssel ${code}`, `code ${code}`],
});

/** Codes of registers in words; what is not among them is shown as the register has it. */
const codes: Readonly<Record<string, Both>> = {
  SOLE: ['einzige Wohnung', 'only residence'],
  MAIN: ['Hauptwohnung', 'main residence'],
  SECONDARY: ['Nebenwohnung', 'secondary residence'],
  PERSON: ['Person', 'person'],
  ORGANISATION: ['Organisation', 'organisation'],
  NORMAL: ['übliches Kennzeichen', 'usual plate'],
  SEASONAL: ['Saisonkennzeichen', 'seasonal plate'],
  VINTAGE: ['Oldtimerkennzeichen', 'vintage plate'],
  ELECTRIC: ['E-Kennzeichen', 'plate for electric vehicles'],
  GREEN: ['grünes Kennzeichen', 'green plate'],
  INTERCHANGEABLE: ['Wechselkennzeichen', 'interchangeable plate'],
  ACTIVE: ['eingetragen', 'registered'],
  IN_LIQUIDATION: ['in Abwicklung', 'in liquidation'],
  INSOLVENT: ['insolvent', 'insolvent'],
  DELETED: ['gelöscht', 'deleted'],
  TRANSFORMED: ['umgewandelt', 'transformed'],
  m: ['männlich', 'male'],
  w: ['weiblich', 'female'],
  d: ['divers', 'diverse'],
  x: ['keine Angabe', 'not stated'],
};

/** A register's code in words, for whoever reads it. */
export const codeText = (code: string, language: Language): string | undefined =>
  Object.hasOwn(codes, code) ? codes[code]?.[language === 'de' ? 0 : 1] : undefined;

/** Of DSMeld 1001 the one that most people have; others keep the key, which their passport office knows. */
const GERMAN: Both = ['deutsch', 'German'];
const GERMANY: Both = ['Deutschland', 'Germany'];

/** Or a month, as of the next inspection. */
const DAY = /^\d{4}-(?:0\d|1[0-2])(?:-\d{2})?$/;
const month = (number: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2000, number - 1, 1),
  );

/** A value as a register told it: dates as people here write them, codes in words, everything else letter for letter. */
export function ToldValue({
  path,
  value,
  language,
}: {
  readonly path: string;
  readonly value: unknown;
  readonly language: Language;
}): VNode {
  const t = say(language);
  const at = language === 'de' ? 0 : 1;
  if (Array.isArray(value))
    return (
      <>
        {value.map((each: unknown, index) => (
          <>
            {index > 0 && ', '}
            <ToldValue path={path} value={each} language={language} />
          </>
        ))}
      </>
    );
  if (typeof value === 'boolean') return <>{value ? t.yes : t.no}</>;
  if (typeof value === 'number') return <RegisterText>{String(value)}</RegisterText>;
  if (typeof value === 'object' && value !== null) {
    const { from, to } = value as { readonly from?: unknown; readonly to?: unknown };
    return typeof from === 'number' && typeof to === 'number' ? (
      <>{t.months(month(from, language), month(to, language))}</>
    ) : (
      <>{t.other}</>
    );
  }
  const text = String(value);
  if (path === 'nationalities') return <>{text === '000' ? GERMAN[at] : t.nation(text)}</>;
  if (path === 'birthCountry') return <>{text === '000' ? GERMANY[at] : t.nation(text)}</>;
  if (DAY.test(text)) return <>{dayText(text, language)}</>;
  const inWords = codeText(text, language);
  return inWords === undefined ? <RegisterText>{text}</RegisterText> : <>{inWords}</>;
}
