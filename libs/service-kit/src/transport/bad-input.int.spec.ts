import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { testCertificate, type TestCertificate, testPostgres } from '#libs/test-kit';
import { useTransport } from './index.ts';
import { DocumentedFaults } from './testing/documented-faults.ts';
import { type Family, ProbedService } from './testing/probed-service.ts';
import { TlsServers } from './testing/tls-servers.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const around = { from: new Date(Date.now() - DAY_MS), to: new Date(Date.now() + DAY_MS) };
const expired = { from: around.from, to: new Date(Date.now() - HOUR_MS) };
const early = { from: new Date(Date.now() + HOUR_MS), to: around.to };

const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

const faults = new DocumentedFaults('Files, PostgreSQL and Kafka');
const sentenceFor = (input: string): string => faults.sentenceFor(input);

let servers: TlsServers;
let service: ProbedService;
let own: TestCertificate;

beforeAll(async () => {
  servers = await TlsServers.start();
  service = await ProbedService.start(servers);
  own = await servers.signed('localhost');
});
afterAll(async () => {
  await service?.stop();
  await servers?.stop();
});
beforeEach(() => {
  for (const family of ['own', 'database', 'kafka'] as const) service.write(family, own);
});

/** Not what stands before it with the certificate of a case. */
const kafkaItself = () => ({ KAFKA_BROKERS: servers.kafka.bootstrapServers });

describe.each([
  ['PostgreSQL', 'database'],
  ['Kafka', 'kafka'],
] as const)('%s', (server, family) => {
  afterEach(async () => {
    await servers.demand(false);
    await servers.show(own);
  });

  it.each([
    ['has expired', () => servers.signed('localhost', expired)],
    ['is valid from an hour later on', () => servers.signed('localhost', early)],
    ['is of another authority', (): Promise<TestCertificate> => testCertificate('localhost')],
    ['names another host', () => servers.signed('elsewhere')],
  ] as const)('is not believed whose certificate %s, until it has a good one', async (what, certificate) => {
    await servers.show(await certificate());
    await service.use(server);
    await service.expectSentence(sentenceFor(`The certificate of ${server} ${what}`));
    await servers.show(own);
    await service.expectReady();
  });

  it('does not take the certificate of another authority, and takes a good one without a restart', async () => {
    service.write(family, await testCertificate('anybody'));
    await servers.demand(true);
    await service.use(server, kafkaItself());
    await service.expectSentence(
      sentenceFor(`${server} demands a certificate and gets one of another authority`),
    );
    service.write(family, own);
    await service.expectReady();
  });

  it('is believed with a certificate of a new authority as soon as that is in the file, without a restart', async () => {
    await service.use(server);
    await service.expectReady();
    const next = await testCertificate('the next authority');
    await servers.show(await testCertificate('localhost', { by: next }));
    await service.expectSentence(sentenceFor(`The certificate of ${server} is of another authority`));
    writeFileSync(service.fileOf(family).ca, `${servers.authority.cert}\n${next.cert}`);
    await service.expectReady();
  });
});

describe('PostgreSQL', () => {
  it('without TLS gets nothing in plain text', async () => {
    await service.use('PostgreSQL', { DATABASE_URL: (await testPostgres()).adminUrl });
    await service.expectSentence(sentenceFor('PostgreSQL speaks no TLS'));
  });

  const none = { DATABASE_TLS_CERT_FILE: '', DATABASE_TLS_KEY_FILE: '' };

  it('takes TLS alone', async () => {
    await service.use('PostgreSQL', { DATABASE_TLS: 'off', DATABASE_TLS_CA_FILE: '', ...none });
    await service.expectSentence(sentenceFor('PostgreSQL takes TLS alone, and `DATABASE_TLS` is off'));
  });

  it('demands a certificate', async () => {
    await servers.demand(true);
    await service.use('PostgreSQL', none);
    await service.expectSentence(sentenceFor('PostgreSQL demands a certificate and gets none'));
    await servers.demand(false);
    await service.expectReady();
  });

  it.each([
    ['The password for PostgreSQL is wrong', 'password', 'wrong'],
    ['PostgreSQL has no such database', 'pathname', '/none'],
  ] as const)('refuses: %s', async (input, part, value) => {
    const url = new URL(servers.postgresUrl);
    url[part] = value;
    await service.use('PostgreSQL', { DATABASE_URL: url.href });
    await service.expectSentence(sentenceFor(input));
  });
});

describe.each<[string, Family]>([
  ['', 'own'],
  ['DATABASE_', 'database'],
  ['KAFKA_', 'kafka'],
])('the files of %sTLS_CERT_FILE are not used, and are told of', (variables, family) => {
  beforeAll(async () => {
    service.write(family, own);
    await service.use(family === 'kafka' ? 'Kafka' : 'PostgreSQL');
    const { cert: tlsCertFile, key: tlsKeyFile, ca: tlsCaFile } = service.fileOf(family);
    if (family === 'own') useTransport({ tlsCertFile, tlsKeyFile, tlsCaFile });
    await service.expectReady();
  });

  it.each<[string, () => void | Promise<void>]>([
    ['A certificate file is missing', () => rmSync(service.fileOf(family).cert)],
    ['The file of the authorities is missing', () => rmSync(service.fileOf(family).ca)],
    ['A key file is missing', () => rmSync(service.fileOf(family).key)],
    ['A certificate file holds no certificate', () => writeFileSync(service.fileOf(family).cert, 'none')],
    ['The file of the authorities holds none', () => writeFileSync(service.fileOf(family).ca, 'none')],
    [
      'A certificate, or one of its chain, is damaged or cut off',
      async () =>
        service.write(family, {
          ...own,
          cert: `${own.cert}\n${(await servers.signed('next')).cert.slice(0, 400)}`,
        }),
    ],
    [
      'One of the authorities is damaged or cut off',
      () => writeFileSync(service.fileOf(family).ca, `${servers.authority.cert}\n${damaged}`),
    ],
    [
      'OpenSSL takes no key so weak',
      async () => service.write(family, await testCertificate('weak', { rsaBits: 1_024 })),
    ],
    [
      'Everybody may read a key file',
      () => {
        service.write(family, { ...own, key: `${own.key}\n` });
        chmodSync(service.fileOf(family).key, 0o644);
      },
    ],
    ['A key file holds no key', () => writeFileSync(service.fileOf(family).key, 'none')],
    [
      'A key does not fit',
      async () => service.write(family, { ...own, key: (await testCertificate('another')).key }),
    ],
    ['A certificate has expired', async () => service.write(family, await servers.signed('own', expired))],
    [
      'A certificate is valid from an hour later on',
      async () => service.write(family, await servers.signed('own', early)),
    ],
  ])('%s', async (input, spoil) => {
    await spoil();
    await service.expectSentence(sentenceFor(input).replaceAll('TLS_', `${variables}TLS_`));
    rmSync(service.fileOf(family).key, { force: true });
    service.write(family, own);
    await service.expectReady();
  });
});

// Who signed what is shown to a server is the server's to judge.
it('A certificate of the service itself is of another authority', async () => {
  service.write('own', await testCertificate('own', { by: await testCertificate('authority') }));
  await service.expectSentence(sentenceFor('A certificate is of another authority'));
  service.write('own', own);
  await service.expectReady();
});

it('Kafka refuses a wrong password, until it is the right one', async () => {
  await servers.setKafkaPassword('guest', 'right');
  await service.use('Kafka', { ...kafkaItself(), KAFKA_USERNAME: 'guest', KAFKA_PASSWORD: 'other' });
  await service.expectSentence(sentenceFor('The password for Kafka is wrong'));
  await servers.setKafkaPassword('guest', 'other');
  await service.expectReady();
});

// The last one: what the settings of a process say does not change, so nothing mends it.
it('Kafka demands a certificate', async () => {
  await service.use('Kafka', { ...kafkaItself(), KAFKA_TLS_CERT_FILE: '', KAFKA_TLS_KEY_FILE: '' });
  await service.expectSentence(sentenceFor('Kafka demands a certificate and gets none'));
});

it('all of it stands in docs/secure.md, with the setting, and nothing else does', () => {
  faults.expectAllMet();
});
