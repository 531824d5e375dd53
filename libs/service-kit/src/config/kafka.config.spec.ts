import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaConfig } from './kafka.config.ts';
import { ConfigInvalid, readConfig } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pem = (name: string, label: string): string => {
  const file = join(folder, name);
  writeFileSync(file, `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`);
  return file;
};
const certificate = pem('cert.pem', 'CERTIFICATE');
const key = pem('key.pem', 'EC PRIVATE KEY');

const read = (settings: Readonly<Record<string, string>>): KafkaConfig =>
  readConfig({ kafka: KafkaConfig }, settings).kafka;

function faultsOf(settings: Readonly<Record<string, string>>): ConfigInvalid {
  try {
    read(settings);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

const local = { KAFKA_BROKERS: '127.0.0.1:9092,localhost:9093' };
const remote = { KAFKA_BROKERS: 'kafka.example:9092' };
const tls = { ...remote, KAFKA_TLS: 'on' };
const scram = { KAFKA_USERNAME: 'residents', KAFKA_PASSWORD: 's3cret' };

describe('the settings of Kafka', () => {
  it.each([
    ['a broker on this machine, without TLS', local, { kafkaBrokers: ['127.0.0.1:9092', 'localhost:9093'] }],
    ['a user there', { ...local, ...scram }, { kafkaUsername: 'residents', kafkaPassword: 's3cret' }],
    ['TLS by the authorities that Node knows', tls, { kafkaTls: 'on' }],
    ['TLS and a user', { ...tls, ...scram, KAFKA_TLS_CA_FILE: certificate }, { kafkaTlsCaFile: certificate }],
    [
      'a client certificate, and another server name',
      {
        ...tls,
        KAFKA_TLS_CERT_FILE: certificate,
        KAFKA_TLS_KEY_FILE: key,
        KAFKA_TLS_SERVER_NAME: 'broker.internal',
      },
      { kafkaTlsServerName: 'broker.internal', kafkaTlsKeyFile: key },
    ],
    ['a network that somebody vouches for', { ...remote, KAFKA_TLS: 'off' }, { kafkaTls: 'off' }],
  ])('take %s', (_what, settings, expected) => {
    expect(read(settings)).toMatchObject(expected);
  });

  it.each([
    ['a user without a password', { ...local, KAFKA_USERNAME: 'u' }, ['KAFKA_USERNAME', 'KAFKA_PASSWORD']],
    [
      'a password without a user',
      { ...local, KAFKA_PASSWORD: 's3cret' },
      ['KAFKA_USERNAME', 'KAFKA_PASSWORD'],
    ],
    ['an unstated network', { ...remote, ...scram }, ['KAFKA_TLS']],
    ['one broker of several elsewhere', { KAFKA_BROKERS: '127.0.0.1:1,kafka.example:2' }, ['KAFKA_TLS']],
    ['a mode that there is not', { ...local, KAFKA_TLS: 's3cret' }, ['KAFKA_TLS']],
    [
      'certificates without TLS',
      { ...local, KAFKA_TLS_CA_FILE: certificate, KAFKA_TLS_SERVER_NAME: 's3cret' },
      ['KAFKA_TLS_CA_FILE', 'KAFKA_TLS_SERVER_NAME'],
    ],
    [
      'a certificate without its key',
      { ...tls, KAFKA_TLS_CERT_FILE: certificate },
      ['KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'],
    ],
    [
      'a file that is not there',
      { ...tls, KAFKA_TLS_CA_FILE: join(folder, 's3cret') },
      ['KAFKA_TLS_CA_FILE'],
    ],
    [
      'a key for a certificate',
      { ...tls, KAFKA_TLS_CERT_FILE: key, KAFKA_TLS_KEY_FILE: key },
      ['KAFKA_TLS_CERT_FILE'],
    ],
  ])('refuse %s, naming the settings and no value', (_what, settings, variables) => {
    const fault = faultsOf(settings);
    expect(fault.variables).toEqual(expect.arrayContaining(variables));
    expect(fault.variables).toHaveLength(variables.length);
    expect(fault.message).not.toContain('s3cret');
  });
});
