import everyRun from './jest.config.mjs';

const [, int] = everyRun.projects;

/** Three brokers, one of them killed: too heavy for every run, so only `npm run test:cluster` asks for it. */
export default {
  ...everyRun,
  projects: [{ ...int, displayName: 'cluster', testMatch: ['<rootDir>/libs/**/*.cluster.spec.ts'] }],
};
