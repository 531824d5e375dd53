import { jest } from '@jest/globals';

/**
 * The limit of jest.config.mjs is for tests without servers. This one ends what hangs, on a machine that is busy with other
 * suites and has its servers still to start; whoever waits for something does so with `eventually`, which is shorter.
 */
jest.setTimeout(300_000);
