import everyRun from './jest.config.mjs';

const [, , e2e] = everyRun.projects;

/** A real Keycloak is 177 MB from Maven Central and one more Java: only `npm run test:keycloak` asks for it. */
export default {
  ...everyRun,
  // Each suite has a Keycloak of its own.
  maxWorkers: 1,
  projects: [{ ...e2e, displayName: 'keycloak', testMatch: ['<rootDir>/test/**/*.keycloak.spec.ts'] }],
};
