import everyRun from './jest.config.mjs';

const [, , e2e] = everyRun.projects;

/** Disks that are really full: small file systems are mounted for it, which only root may. `npm run test:disks` */
export default {
  ...everyRun,
  projects: [{ ...e2e, displayName: 'disks', testMatch: ['<rootDir>/test/**/*.disks.spec.ts'] }],
};
