import { bePatient } from './patience.ts';

export { freePort } from '#libs/local-services';
export * from './collect-events.ts';
export * from './declared-routes.ts';
export * from './eventually.ts';
export * from './fixed-clock.ts';
export { testKafka, testPostgres, type PostgresAddress } from './service-addresses.ts';
export * from './spawn-script.ts';
export * from './spawn-service.ts';
export * from './test-database.ts';
export * from './topics.ts';

bePatient();
export { malformedRecords } from './malformed-records.ts';
