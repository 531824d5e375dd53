import { declarationOf, type RegisterName, registerNames } from '#libs/contracts';
import { localised, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({ register: ['Register', 'register'] });

/** The register that an evidence type is about: the prefix of its id. */
export const registerOf = (evidenceType: string): RegisterName | undefined =>
  registerNames.find((name) => evidenceType.startsWith(`${name}.`));

/** The register in a sentence that goes on after "aus dem". */
export function registerTitle(evidenceType: string, language: Language): string {
  const register = registerOf(evidenceType);
  if (register === undefined) return say(language).register;
  const { title, dative = title.de } = declarationOf(register);
  return language === 'de' ? dative : title.en;
}

/** As the subject of a sentence. */
export function registerName(evidenceType: string, language: Language): string {
  const register = registerOf(evidenceType);
  return register === undefined ? say(language).register : localised(declarationOf(register).title, language);
}
