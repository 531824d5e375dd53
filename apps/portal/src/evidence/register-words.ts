import { declarationOf, type RegisterName, registerNames } from '#libs/contracts';
import { capital, localised, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({ register: ['Register', 'register'], alone: ['Register', 'Register'] });

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

/** By itself, or at the beginning. */
export function registerName(evidenceType: string, language: Language): string {
  const register = registerOf(evidenceType);
  return register === undefined
    ? say(language).alone
    : capital(localised(declarationOf(register).title, language));
}
