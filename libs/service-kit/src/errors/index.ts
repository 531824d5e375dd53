export * from './database-trouble.ts';
export * from './domain.error.ts';
export * from './problem-kinds.ts';
export * from './problem.filter.ts';
export { describeStartFailure, program, StartRefused } from './program.ts';
export * from './to-problem.ts';
export * from './unready.ts';
