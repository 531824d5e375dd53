import type { Localised } from '../forms/index.ts';
import type { AssessedRule } from './procedure.ts';

type Met = AssessedRule['met'];

/** What a rule asks, and what it says for each outcome. No text repeats a value of a register. */
export interface RuleTexts {
  readonly rule: string;
  readonly title: Localised;
  readonly ground: string;
  readonly yes: Localised;
  readonly no: Localised;
  /** Where it is more than that evidence is missing. */
  readonly unknown?: Localised;
}

/** The same whatever the reason is: unknown, locked, declined or lost. */
const noEvidence: Localised = {
  de: 'Hierzu liegt kein Nachweis vor.',
  en: 'There is no evidence on this.',
};

/** @param met `undefined`: nobody can say @param reason instead of the rule's own */
export function assessed(texts: RuleTexts, met: boolean | undefined, reason?: Localised): AssessedRule {
  const { rule, title, ground, yes, no, unknown = noEvidence } = texts;
  const [outcome, own]: [Met, Localised] =
    met === undefined ? ['UNKNOWN', unknown] : met ? ['YES', yes] : ['NO', no];
  return { rule, title, ground, met: outcome, reason: reason ?? own };
}
