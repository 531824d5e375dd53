import type { AssessedRule, Assessment, ReleasedEvidence } from '../procedures/index.ts';

/** In which capacity somebody released evidence of another one; older ones say only that they did. */
export type Given = Pick<ReleasedEvidence, 'givenAs' | 'isGivenJointly'> & { readonly isForAnother?: true };

const REPRESENTS = 'applicant-represents';
/** Rules that compare the applicant with whom the evidence names. */
const ofApplicant: ReadonlySet<string> = new Set(['holder-is-applicant', REPRESENTS]);

/**
 * The rules speak of the applicant. Of whom the registers spoke where a parent released it is another person, so nobody can
 * say of the applicant what they say. An officer releases what is known of the company, and of nobody else; the rules compare
 * it with evidence of the officer's own. On what is released for another one a clerk looks, and no act is prepared.
 */
export function lookedAt({ rules, ...assessment }: Assessment, released: readonly Given[]): Assessment {
  const others = released.filter(({ isForAnother }) => isForAnother);
  if (others.length === 0) return { rules, ...assessment };
  const persons = others.filter(({ givenAs }) => givenAs !== 'OFFICER');
  if (persons.length === 0) return { rules, outcome: 'CLERK' };
  const isOfficer = persons.length < others.length;
  const isUnsaid = ({ rule, met }: AssessedRule): boolean =>
    met !== 'UNKNOWN' && ofApplicant.has(rule) && !(isOfficer && rule === REPRESENTS);
  return {
    rules: [...rules.map((rule) => (isUnsaid(rule) ? unsaid(rule) : rule)), forAnother],
    outcome: 'CLERK',
  };
}

const unsaid = (rule: AssessedRule): AssessedRule => ({
  ...rule,
  met: 'UNKNOWN',
  reason: {
    de: 'Verglichen wurde die vertretene Person, nicht die antragstellende.',
    en: 'Who is represented was compared, not the applicant.',
  },
});

const forAnother: AssessedRule = {
  rule: 'released-for-oneself',
  title: { de: 'Die Nachweise sind die eigenen', en: 'The evidence is the applicant’s own' },
  met: 'NO',
  reason: {
    de: 'Die antragstellende Person hat sie für eine andere Person freigegeben, die sie vertritt.',
    en: 'The applicant released it for another person, whom they represent.',
  },
};
