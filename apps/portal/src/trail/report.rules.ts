import { declarationOf } from '#libs/contracts';
import { registerOf } from '../evidence/index.ts';
import type { Entry } from './trail.rules.ts';

export type About = 'VALUE' | 'RETRIEVAL';

/** To whom a report of this entry can go: the register for what it told, the authority for what it asked. */
export function aboutsOf(entry: Entry): readonly About[] {
  const register = registerOf(entry.evidenceType.id);
  const isTold = entry.outcome === 'DISCLOSED' && entry.stage !== 'CONTENT';
  const takesReports = register !== undefined && declarationOf(register).takesReports === true;
  return [
    ...(isTold && takesReports ? (['VALUE'] as const) : []),
    ...(entry.stage === 'LOOKUP' || entry.stage === 'RELEASE' ? (['RETRIEVAL'] as const) : []),
  ];
}
