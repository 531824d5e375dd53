import { registerTitle } from '../evidence/index.ts';
import { type Both, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { Entry } from './trail.rules.ts';

const say = words({
  told: ['Übermittelt', 'Passed on'],
  toldMe: ['Nur Ihnen gezeigt', 'Shown to you alone'],
  nothing: ['Nichts übermittelt', 'Nothing passed on'],
  refused: ['Abgelehnt', 'Refused'],
  silent: ['Keine Antwort', 'No answer'],
  toldText: (register: string): Both => [
    `Die Behörde hat diese Angaben aus dem ${register} bekommen.`,
    `The authority got these data from the ${register}.`,
  ],
  toldMeOnly: (register: string): Both => [
    `Die Angaben aus dem ${register} wurden nur Ihnen gezeigt.`,
    `The data from the ${register} were shown to you alone.`,
  ],
  toldMeText: (register: string): Both => [
    `Die Angaben aus dem ${register} wurden nur Ihnen gezeigt. Die Behörde hat sie dadurch nicht bekommen.`,
    `The data from the ${register} were shown to you alone. The authority did not get them by that.`,
  ],
  nothingText: (register: string): Both => [
    `Aus dem ${register} kamen keine Angaben. Gründe teilt das Register nicht mit.`,
    `The ${register} returned no data. It gives no reasons.`,
  ],
  changedText: [
    'Die Angaben hatten sich seit Ihrer Vorschau geändert. Darum wurde nichts übermittelt.',
    'The data had changed since you saw them. So nothing was passed on.',
  ],
  silentText: (register: string): Both => [
    `Aus dem ${register} kam keine Antwort. Es wurde nichts übermittelt.`,
    `The ${register} did not answer. Nothing was passed on.`,
  ],
  pendingText: (register: string): Both => [
    `Die Antwort aus dem ${register} wurde nicht festgehalten. Bei der Behörde ist nichts angekommen.`,
    `The answer of the ${register} was not recorded. Nothing reached the authority.`,
  ],
  notAllowed: [
    'Abgelehnt: Die Behörde darf das nicht abrufen. Es wurde nichts übermittelt.',
    'Refused: the authority may not fetch this. Nothing was disclosed.',
  ],
});

/** Refusals that are the person's own doing, in the words of a choice and of a consent. */
const own: Readonly<Record<string, { readonly choice: Both; readonly consent: Both }>> = {
  'consent-withdrawn': {
    choice: ['Abgelehnt: Sie hatten Ihre Wahl zurückgenommen.', 'Refused: you had taken back your choice.'],
    consent: [
      'Abgelehnt: Sie hatten Ihre Einwilligung widerrufen.',
      'Refused: you had withdrawn your consent.',
    ],
  },
  'consent-paused': {
    choice: ['Abgelehnt: Sie hatten Ihre Wahl angehalten.', 'Refused: your choice was paused.'],
    consent: ['Abgelehnt: Sie hatten Ihre Einwilligung angehalten.', 'Refused: your consent was paused.'],
  },
  'consent-expired': {
    choice: ['Abgelehnt: Ihre Wahl galt nicht mehr.', 'Refused: your choice had run out.'],
    consent: ['Abgelehnt: Ihre Einwilligung galt nicht mehr.', 'Refused: your consent had run out.'],
  },
  'consent-superseded': {
    choice: ['Abgelehnt: Sie hatten neu gewählt.', 'Refused: you had chosen anew.'],
    consent: ['Abgelehnt: Sie hatten neu eingewilligt.', 'Refused: you had consented anew.'],
  },
  'consent-exhausted': {
    choice: ['Abgelehnt: Ihre Wahl war schon genutzt.', 'Refused: your choice had been used up.'],
    consent: ['Abgelehnt: Ihre Einwilligung war schon genutzt.', 'Refused: your consent had been used up.'],
  },
  'consent-too-soon': {
    choice: [
      'Abgelehnt: Der letzte Abruf war noch nicht lange genug her.',
      'Refused: the last retrieval was too recent.',
    ],
    consent: [
      'Abgelehnt: Der letzte Abruf war noch nicht lange genug her.',
      'Refused: the last retrieval was too recent.',
    ],
  },
};

export interface OutcomeWords {
  readonly kind: 'info' | 'success' | 'warning' | 'danger';
  readonly short: string;
  readonly whole: string;
}

/** What became of a request, in words that name nobody's reasons but the person's own. */
export function outcomeOf(entry: Entry, language: Language): OutcomeWords {
  const t = say(language);
  const register = registerTitle(entry.evidenceType.id, language);
  switch (entry.outcome) {
    case 'DISCLOSED':
      if (entry.recipient === 'AUTHORITY')
        return { kind: 'info', short: t.told, whole: t.toldText(register) };
      return {
        kind: 'success',
        short: t.toldMe,
        whole: entry.authority ? t.toldMeText(register) : t.toldMeOnly(register),
      };
    case 'NOTHING_DISCLOSED':
      return { kind: 'info', short: t.nothing, whole: t.nothingText(register) };
    case 'CHANGED':
      return { kind: 'info', short: t.nothing, whole: t.changedText };
    case 'REGISTER_SILENT':
      return { kind: 'warning', short: t.silent, whole: t.silentText(register) };
    case 'PENDING':
      return { kind: 'info', short: t.nothing, whole: t.pendingText(register) };
    case 'REFUSED': {
      const mine = own[entry.refusal ?? '']?.[entry.basis?.kind === 'CONSENT' ? 'consent' : 'choice'];
      return { kind: 'danger', short: t.refused, whole: mine?.[language === 'de' ? 0 : 1] ?? t.notAllowed };
    }
  }
}
