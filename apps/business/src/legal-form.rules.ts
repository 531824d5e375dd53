type Forms = readonly (readonly [RegExp, string | undefined])[];

/** A form of the law that the FIM list (`rechtsformen-gaengig`) has no key for: it stays unknown, and is no other one. */
const UNLISTED = undefined;

/**
 * The law makes the legal form part of the name (HGB §19, GmbHG §§4, 5a, AktG §4, §279), and the section admits only
 * some of them (HRV §3), so both together tell it. The longer form comes first, before the form of its partners: a
 * "GmbH & Co. KGaA" is no GmbH. Keys: FIM list of legal forms.
 */
const formsOfSection: Readonly<Record<string, Forms>> = {
  HRA: [
    [
      /(?:mbH|GmbH|UG|beschränkt\)|beschränkter Haftung).*(?:&|und) Co\b.*(?:KG|Kommanditgesellschaft)/,
      '230',
    ],
    [/KG\b|Kommanditgesellschaft/, '220'],
    [/\bEWIV\b|wirtschaftliche Interessenvereinigung/i, UNLISTED],
    [/\bOHG\b|offene Handelsgesellschaft/i, '210'],
    [/\be\. ?K\b|\be\. ?Kfm\b|\be\. ?Kfr\b/, '170'],
  ],
  HRB: [
    [/KGaA\b|Kommanditgesellschaft auf Aktien/i, UNLISTED],
    [/\bVVaG\b|Versicherungsverein auf Gegenseitigkeit|\ba\. ?G\.?(?=\s|$)/, UNLISTED],
    [/\bUG\b|Unternehmergesellschaft/, '351'],
    [/GmbH\b|\bmbH\b|mit beschränkter Haftung/i, '350'],
    [/\bSE\b/, '360'],
    [/\bAG\b|Aktiengesellschaft/, '310'],
  ],
  VR: [[/^/, '590']],
  GnR: [[/^/, '400']],
  PR: [[/^/, '293']],
  GsR: [[/^/, '270']],
};

/** A branch of a foreign company has none of our forms. */
const foreign = /\bLtd\b|\bLimited\b|\bLLC\b|\bInc\b|\bB\.V\./;

/** Key of the legal form, where section and name tell it. */
export function legalFormFrom(name: string, section: string): string | undefined {
  if (foreign.test(name)) return undefined;
  return formsOfSection[section]?.find(([pattern]) => pattern.test(name))?.[1];
}
