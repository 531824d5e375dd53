import { type CaseDefinition, DOUBT, type Doubted, doubtOutcomes } from '#libs/cases';

export const caseKinds = [DOUBT] as const;

/** A person says that what was told of a company is wrong. */
export interface CompanyCase extends Doubted<typeof DOUBT, (typeof doubtOutcomes)[number]> {
  readonly companyId: string;
}

export const companyCases: CaseDefinition<CompanyCase> = {
  outcomesOf: { VALUE_DOUBTED: doubtOutcomes },
  own: ['companyId', 'words', 'told'],
};
