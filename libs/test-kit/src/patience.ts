import { jest } from '@jest/globals';

/** The first test of a run may wait for PostgreSQL and Kafka to start, on a machine that is busy with other specs. */
const patienceMs = 120_000;

/** Jest's own limit of 5 s is for tests without servers; every spec that imports the kit gets this one. */
export function bePatient(): void {
  jest.setTimeout(patienceMs);
}
