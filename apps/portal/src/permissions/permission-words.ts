import type { Gateway } from '#libs/client';
import { type Both, localised, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

export type Permission = Gateway.Consent;
export type WholePermission = Gateway.ConsentWithReceipt;

const say = words({
  office: ['Eine Behörde, die es nicht mehr gibt', 'An authority that no longer exists'],
  purpose: ['Ein Zweck, den es nicht mehr gibt', 'A purpose that no longer exists'],
  type: ['Ein Nachweis, den es nicht mehr gibt', 'Evidence that no longer exists'],
});

/** Names in place of ids, also of what is gone. */
export const namesOf = (
  { authorityName, purposeTitle, evidenceTypeTitle }: Permission,
  language: Language,
): { readonly office: string; readonly purpose: string; readonly evidence: string } => ({
  office: authorityName ?? say(language).office,
  purpose: purposeTitle ? localised(purposeTitle, language) : say(language).purpose,
  evidence: evidenceTypeTitle ? localised(evidenceTypeTitle, language) : say(language).type,
});

/** A choice is made and taken back; only a consent is given and withdrawn (GDPR Art. 4(11), EGovG §5). */
type ByKind = Readonly<Record<Permission['kind'], Both>>;

const kindWords = {
  noun: { CHOICE: ['Ihre Wahl', 'Your choice'], CONSENT: ['Ihre Einwilligung', 'Your consent'] },
  given: {
    CHOICE: ['Sie haben den Abruf gewählt.', 'You chose retrieval.'],
    CONSENT: ['Sie haben eingewilligt.', 'You gave your consent.'],
  },
  end: {
    CHOICE: ['Wahl zurücknehmen', 'Take back choice'],
    CONSENT: ['Einwilligung widerrufen', 'Withdraw consent'],
  },
  WITHDRAWN: { CHOICE: ['Zurückgenommen', 'Taken back'], CONSENT: ['Widerrufen', 'Withdrawn'] },
  SUPERSEDED: {
    CHOICE: ['Durch eine neue Wahl ersetzt', 'Replaced by a new choice'],
    CONSENT: ['Durch eine neue Einwilligung ersetzt', 'Replaced by a new consent'],
  },
  anew: { CHOICE: ['Neu wählen', 'Choose anew'], CONSENT: ['Neu einwilligen', 'Consent anew'] },
} as const satisfies Readonly<Record<string, ByKind>>;

const stateWords: Readonly<Record<Exclude<Permission['state'], 'WITHDRAWN' | 'SUPERSEDED'>, Both>> = {
  ACTIVE: ['Läuft', 'Running'],
  PAUSED: ['Angehalten', 'Paused'],
  EXPIRED: ['Abgelaufen', 'Run out'],
  EXHAUSTED: ['Genutzt', 'Used up'],
  ENDED_BY_DEATH: ['Beendet', 'Ended'],
};

export const kindWord = (
  key: keyof typeof kindWords,
  { kind }: Pick<Permission, 'kind'>,
  language: Language,
): string => kindWords[key][kind][language === 'de' ? 0 : 1];

export function stateWord({ state, kind }: Permission, language: Language): string {
  if (state === 'WITHDRAWN' || state === 'SUPERSEDED') return kindWord(state, { kind }, language);
  return stateWords[state][language === 'de' ? 0 : 1];
}

export const isRunning = ({ state }: Permission): boolean => state === 'ACTIVE' || state === 'PAUSED';

/** What one gave for oneself and what is over, unless something newer has taken its place. */
export const mayBeGivenAnew = ({ state, acting }: Permission): boolean =>
  acting.as === 'ONESELF' && (state === 'WITHDRAWN' || state === 'EXPIRED' || state === 'EXHAUSTED');
