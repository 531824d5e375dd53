export { caseCompetenceMigrations } from './case-competence.migration.ts';
export { CaseClosed, CaseTaken, CaseUnknown } from './case.errors.ts';
export { type CaseDefinition, columnsOf } from './case-definition.ts';
export { caseActDto, caseDto, caseQueryDto, doubtedCaseDto } from './case.dto.ts';
export { countCases } from './case.metrics.ts';
export { CaseActRoute, CaseId, ListCases, ReadCase, TakeCase } from './case-routes.decorators.ts';
export {
  type Case,
  type CaseAct,
  type CaseFile,
  type CaseFilter,
  type CaseState,
  caseStates,
} from './case.rules.ts';
export { doubtCasesMigrations } from './doubt-cases.migration.ts';
export { DOUBT, type Doubted, doubtOutcomes, doubtView } from './doubts.rules.ts';
export { reportCasesMigration } from './report-cases.migration.ts';
export { CaseStore } from './case.store.ts';
export { forgetOldCases } from './case-upkeep.ts';
export { caseViews } from './case.view.ts';
export { type Decision, OfficerCases } from './officer-cases.service.ts';
