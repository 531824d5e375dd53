import everyRun from './jest.config.mjs';

const [, , e2e] = everyRun.projects;

/** Pages in a real browser, Debian's chromium: `npm run test:web`. */
export default {
  ...everyRun,
  // Each suite has a stack of its own.
  maxWorkers: 1,
  projects: [{ ...e2e, displayName: 'web', testMatch: ['<rootDir>/{test,deploy}/**/*.web.spec.ts'] }],
};
