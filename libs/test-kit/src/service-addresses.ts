import type { KafkaLogin } from '#libs/kafka';

/** What the service host answers. */
export interface PostgresAddress {
  readonly adminUrl: string;
  /** Of every `<app>_migrator` and `<app>_app` role of this run. */
  readonly rolePassword: string;
}

export interface KafkaAddress {
  readonly bootstrapServers: string;
}

async function ask<T>(service: string): Promise<T> {
  const host = process.env['EINMAL_TEST_HOST'];
  if (!host) throw new Error('Only specs of the jest projects int and e2e have a PostgreSQL and a Kafka.');
  const response = await fetch(`${host}/${service}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`The test run has no ${service}: ${text}`);
  return JSON.parse(text) as T;
}

/** The PostgreSQL of this test run; started on the first call. */
export function testPostgres(): Promise<PostgresAddress> {
  return ask('postgres');
}

/** Bootstrap servers of the Kafka of this test run; started on the first call. */
export async function testKafka(): Promise<string> {
  const { bootstrapServers } = await ask<KafkaAddress>('kafka');
  return bootstrapServers;
}

/** The administrator of a Kafka where everybody signs in; what no access list allows is refused. */
export function testKafkaWithAccounts(): Promise<KafkaLogin> {
  return ask('kafka-with-accounts');
}
