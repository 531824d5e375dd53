export { type CasesUnderTest, describeCases } from './describe-cases.ts';
