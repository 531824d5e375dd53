/**
 * A process of its own that the test run starts once. It starts one PostgreSQL and one Kafka when a test first asks for
 * them, and ends them with itself: when told to, or when the test run is gone (the IPC channel closes).
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaLogin } from '#libs/kafka';
import { describeFailure, sweepAfterDeath, sweptAlready } from '#libs/local-services';
import type { KafkaAddress, PostgresAddress } from './service-addresses.ts';
import type { TestServers } from './own-servers.ts';
import { chooseServers } from './test-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'einmal-test-'));
// PostgreSQL runs as nobody when the tests run as root, and has to reach its data.
chmodSync(folder, 0o711);
sweepAfterDeath(folder);
const stops: (() => Promise<void>)[] = [];

const servers = once(async (): Promise<TestServers> => {
  const tell = (text: string): void => console.error(text);
  const chosen = await chooseServers({ folder, env: process.env, tell });
  tell(chosen.description);
  return chosen;
});

async function postgres(): Promise<PostgresAddress> {
  const existing = process.env['TEST_DATABASE_URL'];
  const rolePassword = randomBytes(12).toString('base64url');
  if (existing) return { adminUrl: existing, rolePassword };
  const { adminUrl, stop } = await (await servers()).postgres();
  stops.push(stop);
  return { adminUrl, rolePassword };
}

async function kafka(): Promise<KafkaAddress> {
  const existing = process.env['TEST_KAFKA_BROKERS'];
  if (existing) return { bootstrapServers: existing };
  const { bootstrapServers, stop } = await (await servers()).kafka();
  stops.push(stop);
  return { bootstrapServers };
}

async function kafkaWithAccounts(): Promise<KafkaLogin> {
  const { admin, stop } = await (await servers()).kafkaWithAccounts();
  stops.push(stop);
  return admin;
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= start());
}

const services: Record<string, () => Promise<unknown>> = {
  postgres: once(postgres),
  kafka: once(kafka),
  'kafka-with-accounts': once(kafkaWithAccounts),
};
const secret = randomBytes(16).toString('hex');

const server = createServer((request, response) => {
  // A connection kept for later is closed just when a busy suite asks by it again.
  response.shouldKeepAlive = false;
  const [, given, name = ''] = (request.url ?? '').split('/');
  const service = given === secret ? services[name] : undefined;
  if (!service) return void response.writeHead(404).end();
  service().then(
    (address) => response.end(JSON.stringify(address)),
    (error: unknown) => response.writeHead(500).end(describeFailure(error)),
  );
});

async function end(): Promise<void> {
  server.close();
  await Promise.all(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true, force: true });
  sweptAlready(folder);
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => void end());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}/${secret}`);
});
