import { v7 } from 'uuid';
import { aPermit, type RunningRegister } from '#libs/register-kit-testing';

/** Tells the legal name of a company, and lets a person say that it is wrong. @returns id of the case */
export async function aDoubt(register: RunningRegister, lei: string): Promise<string> {
  const permit = aPermit({ subjectKind: 'lei', subject: lei, fields: ['legalName'] });
  await register.disclose([permit]);
  await register.report({ id: v7(), recalls: permit.decisionId, words: 'It is another.' });
  const { cases } = (await register.get('/v1/cases?state=OPEN')).body as {
    readonly cases?: readonly { id: string }[];
  };
  return cases?.at(-1)?.id ?? '';
}
