import type { AssessedRule, Assessment } from '../procedures/index.ts';

/** Rules that compare the applicant with whom the evidence names. */
const ofApplicant: ReadonlySet<string> = new Set(['holder-is-applicant', 'applicant-represents']);

/**
 * The rules speak of the applicant; of whom the registers spoke here is another person. So nobody can say of the applicant
 * what they say, and no act is prepared on it.
 */
export const lookedAt = ({ rules }: Assessment): Assessment => ({
  rules: [...rules.map((rule) => (ofApplicant.has(rule.rule) ? unsaid(rule) : rule)), forAnother],
  outcome: 'CLERK',
});

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
