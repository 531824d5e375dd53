export { type CasesUnderTest, describeCases } from './describe-cases.ts';
export { describeDoubts } from './describe-doubts.ts';
