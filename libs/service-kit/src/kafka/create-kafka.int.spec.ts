import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { Logger } from '@nestjs/common';
import { eventually, testCertificate, testKafka } from '#libs/test-kit';
import type { KafkaConfig } from '../config/index.ts';
import { createKafka } from './create-kafka.ts';
import { checkKafka } from './kafka-refusals.ts';

const broker = await testCertificate('broker.internal');
const client = await testCertificate('residents');
let folder: string;
let server: Server;
let complete: KafkaConfig;

/** The test's own broker behind TLS that asks for a certificate; enough to connect to, not to follow its addresses. */
beforeAll(async () => {
  // kafkajs tells each refusal, which is what is asked for here.
  Logger.overrideLogger(false);
  const [host = '', port] = (await testKafka()).split(':');
  server = createServer({ ...broker, requestCert: true, ca: client.cert }, (encrypted) => {
    const plain = connect(Number(port), host);
    encrypted.pipe(plain).pipe(encrypted);
    for (const socket of [encrypted, plain]) socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = mkdtempSync(join(tmpdir(), 'einmal-tls-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  complete = {
    kafkaBrokers: [`127.0.0.1:${(server.address() as AddressInfo).port}`],
    kafkaTls: 'on',
    kafkaTlsCaFile: file('ca.pem', broker.cert),
    kafkaTlsCertFile: file('cert.pem', client.cert),
    kafkaTlsKeyFile: file('key.pem', client.key),
    kafkaTlsServerName: 'broker.internal',
  };
});
afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function connects(config: KafkaConfig): Promise<boolean> {
  const admin = createKafka(config, 'tls').admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

const without = (...names: readonly (keyof KafkaConfig)[]): KafkaConfig =>
  Object.fromEntries(
    Object.entries(complete).filter(([name]) => !names.includes(name as keyof KafkaConfig)),
  ) as unknown as KafkaConfig;

describe('a connection by TLS', () => {
  it('is made when both sides show who they are', async () => {
    expect(await connects(complete)).toBe(true);
  });

  // Before those that are refused for other reasons: the settings of a process do not change, so they stay so.
  it('is told to be wanted where the broker takes TLS alone', async () => {
    const [, sentence = 'not documented'] =
      /`KAFKA_TLS` is off, “([^”]+)”/.exec(readFileSync('docs/secure.md', 'utf8')) ?? [];
    const told = (): Promise<string> =>
      checkKafka().then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await connects(without('kafkaTls'))).toBe(false);
    await eventually('readiness says so', told, (said) => said === sentence);
  });

  it.each([
    ['the broker is signed by nobody known', ['kafkaTlsCaFile']],
    ['the broker is another than asked for', ['kafkaTlsServerName']],
    ['no certificate is shown', ['kafkaTlsCertFile', 'kafkaTlsKeyFile']],
    ['it is not encrypted', ['kafkaTls']],
  ] as const)('is not made when %s', async (_what, missing) => {
    expect(await connects(without(...missing))).toBe(false);
  });
});
