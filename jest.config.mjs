const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2024',
      parser: { syntax: 'typescript', decorators: true, tsx },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
];

const shared = {
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': swc(false),
    '^.+\\.tsx$': swc(true),
  },
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/', '<rootDir>/test/fourth-register/tree/'],
};

const withServers = {
  ...shared,
  setupFilesAfterEnv: ['<rootDir>/libs/test-kit/src/patience.ts'],
  globalSetup: '<rootDir>/libs/test-kit/src/global-setup.ts',
  globalTeardown: '<rootDir>/libs/test-kit/src/global-teardown.ts',
};

/**
 * `unit` needs nothing; the others share one real PostgreSQL and one real Kafka per run (libs/test-kit). Two suites run
 * at a time, so none may measure time: what must is `alone`, which `npm test` runs after the others, one by one.
 */
export default {
  maxWorkers: 2,
  // Of `unit`, on a machine that is busy; of the others libs/test-kit/src/patience.ts.
  testTimeout: 30_000,
  // Node frees no module of a suite that has ended while it runs ECMAScript modules in jest's sandbox.
  workerIdleMemoryLimit: '1500MB',
  testSequencer: '<rootDir>/libs/test-kit/src/longest-first.ts',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,deploy,bench}/**/!(*.int|*.alone|*.cluster|*.web|*.helm).spec.ts'],
    },
    { ...withServers, displayName: 'int', testMatch: ['<rootDir>/{apps,libs,deploy}/**/*.int.spec.ts'] },
    { ...withServers, displayName: 'e2e', testMatch: ['<rootDir>/test/**/*.e2e.spec.ts'] },
    { ...withServers, displayName: 'alone', testMatch: ['<rootDir>/{apps,libs,deploy}/**/*.alone.spec.ts'] },
  ],
};
