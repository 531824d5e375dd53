import everyRun from './jest.config.mjs';

const [unit] = everyRun.projects;

/** The chart, by a real Helm, which is built from its Go module: `npm run test:helm`. */
export default {
  ...everyRun,
  projects: [{ ...unit, displayName: 'helm', testMatch: ['<rootDir>/deploy/**/*.helm.spec.ts'] }],
};
