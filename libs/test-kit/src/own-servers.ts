import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { KafkaLogin } from '#libs/kafka';
import { ADMIN_USER, startKafka, startPostgres } from '#libs/local-services';

/** Ends the server and what it kept. */
type Stop = () => Promise<void>;

export interface TestServers {
  /** For people, said once. */
  readonly description: string;
  postgres(): Promise<{ readonly adminUrl: string; readonly stop: Stop }>;
  kafka(): Promise<{ readonly bootstrapServers: string; readonly stop: Stop }>;
  /** A broker with the local stack's accounts and its authorizer: what no access list allows is refused. */
  kafkaWithAccounts(): Promise<{ readonly admin: KafkaLogin; readonly stop: Stop }>;
}

/** @param folder where they keep their data */
export function ownServers(folder: string, why: string): TestServers {
  return {
    description: `PostgreSQL and Kafka of our own (${why})`,
    async postgres() {
      const server = await startPostgres({ dir: join(folder, 'postgres'), durable: false });
      return { adminUrl: server.url, stop: () => server.stop() };
    },
    kafka: () => startKafka({ dir: join(folder, 'kafka') }),
    async kafkaWithAccounts() {
      const [broker, password] = [newPassword(), newPassword()];
      const dir = join(folder, 'kafka-with-accounts');
      const server = await startKafka({ dir, accounts: { broker, admin: password } });
      const { bootstrapServers } = server;
      return { admin: { bootstrapServers, username: ADMIN_USER, password }, stop: () => server.stop() };
    },
  };
}

export const newPassword = (): string => randomBytes(12).toString('base64url');
