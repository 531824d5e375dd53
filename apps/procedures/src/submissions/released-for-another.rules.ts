import type { AssessedRule, Assessment } from '../procedures/index.ts';

/** The rules speak of the applicant; of whom the registers spoke here is another person. */
export const lookedAt = ({ rules, preparedAct }: Assessment): Assessment => ({
  rules: [...rules, forAnother],
  outcome: 'CLERK',
  ...(preparedAct && { preparedAct }),
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
