import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseConfig } from './database.config.ts';
import { HttpConfig } from './http.config.ts';
import { KafkaConfig } from './kafka.config.ts';
import { ConfigInvalid, readConfig } from './read-config.ts';

const blocks = { http: HttpConfig, database: DatabaseConfig, kafka: KafkaConfig };
const good = {
  PORT: '8081',
  PUBLIC_URL: 'http://127.0.0.1:8081',
  DATABASE_URL: 'postgres://app:pw@127.0.0.1:5432/db',
  KAFKA_BROKERS: '127.0.0.1:9092, 127.0.0.1:9093',
};

describe('readConfig', () => {
  it('reads every block, converts numbers and lists, and fills in what has a default', () => {
    const config = readConfig(blocks, good);
    expect(config.http).toMatchObject({ port: 8081, host: '127.0.0.1' });
    expect(config.database.databasePoolSize).toBe(10);
    expect(config.kafka.kafkaBrokers).toEqual(['127.0.0.1:9092', '127.0.0.1:9093']);
  });

  it('names every bad variable of every block and shows none of their values', () => {
    const bad = { ...good, PORT: 'eighty', DATABASE_URL: 's3cret', KAFKA_BROKERS: '' };
    const fault = catchFault(() => readConfig(blocks, bad));
    expect(fault.variables).toEqual(['PORT', 'DATABASE_URL', 'KAFKA_BROKERS']);
    expect(fault.message).not.toMatch(/eighty|s3cret/);
  });

  it.each([' ', '0x50', '1e3', '8081.0'])('takes %j for no number', (port) => {
    expect(catchFault(() => readConfig(blocks, { ...good, PORT: port })).variables).toEqual(['PORT']);
  });

  it('treats an empty variable as absent', () => {
    expect(catchFault(() => readConfig(blocks, { ...good, PUBLIC_URL: '' })).variables).toEqual([
      'PUBLIC_URL',
    ]);
  });
});

describe('a setting that is not spelt right', () => {
  const { PUBLIC_URL: _url, ...rest } = good;

  it.each(['PUBLIC_UR', 'PUBLICURL', 'public_url', 'PUBILC_URL'])(
    'is refused as %s, with the right name and without its value',
    (written) => {
      const fault = catchFault(() => readConfig(blocks, { ...rest, [written]: 's3cret' }));
      expect(fault.variables).toEqual([written, 'PUBLIC_URL']);
      expect(fault.message).toContain(`${written}: is no setting; PUBLIC_URL may be meant`);
      expect(fault.message).toContain('PUBLIC_URL: is not set');
      expect(fault.message).not.toContain('s3cret');
    },
  );

  it('is refused also where there is a default that would be believed to be overridden', () => {
    const fault = catchFault(() => readConfig(blocks, { ...good, DATABASE_POOL_SZE: '20' }));
    expect(fault.variables).toEqual(['DATABASE_POOL_SZE']);
  });

  it('is none when it is far from every setting, or empty', () => {
    const others = { HOME: '/root', PATH: '/bin', HOSTNAME: 'x', NODE_ENV: 'production', PUBLIC_UR: '' };
    expect(() =>
      readConfig(blocks, { ...good, ...others, KAFKAJS_NO_PARTITIONER_WARNING: '1' }),
    ).not.toThrow();
  });
});

describe('a setting in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
  const file = join(folder, 'database-url');
  const { DATABASE_URL: url, ...rest } = good;
  beforeAll(() => writeFileSync(file, `${url}\n`, { mode: 0o600 }));
  beforeEach(() => chmodSync(folder, 0o755));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read from where <NAME>_FILE says', () => {
    expect(readConfig(blocks, { ...rest, DATABASE_URL_FILE: file }).database.databaseUrl).toBe(url);
  });

  it.each([0o644, 0o604, 0o602, 0o601])('is refused where everybody may come at it: %o', (mode) => {
    chmodSync(file, mode);
    const fault = catchFault(() => readConfig(blocks, { ...rest, DATABASE_URL_FILE: file }));
    expect(fault.message).toBe(
      `Configuration is not usable:\n  DATABASE_URL_FILE: names a file that everybody here may read or change (mode ${mode.toString(8)}); run chmod o= "$DATABASE_URL_FILE", or mount it with mode 0440`,
    );
    chmodSync(file, 0o600);
  });

  it.each([0o400, 0o440, 0o660])('is taken where only owner and group may: %o', (mode) => {
    chmodSync(file, mode);
    expect(readConfig(blocks, { ...rest, DATABASE_URL_FILE: file }).database.databaseUrl).toBe(url);
    chmodSync(file, 0o600);
  });

  it.each([
    ['that others may not enter', 0o700, true],
    ['that its group may enter', 0o750, true],
    ['that others may enter', 0o711, false],
  ])('in a folder %s is taken with any mode, or not', (_story, mode, isTaken) => {
    const others = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
    const link = join(others, 'link');
    symlinkSync(file, link);
    // Where the link stands says nothing.
    chmodSync(others, isTaken ? 0o755 : 0o700);
    chmodSync(file, 0o644);
    chmodSync(folder, mode);
    const read = (): string => readConfig(blocks, { ...rest, DATABASE_URL_FILE: link }).database.databaseUrl;
    const outcome = isTaken ? read() : catchFault(read).message;
    expect(outcome).toContain(isTaken ? url : 'names a file that everybody here may read');
    rmSync(others, { recursive: true });
    chmodSync(file, 0o600);
  });

  it('may be read by everybody where it holds no secret', () => {
    const { PUBLIC_URL: address, ...others } = good;
    const open = join(folder, 'public-url');
    writeFileSync(open, address, { mode: 0o644 });
    expect(readConfig(blocks, { ...others, PUBLIC_URL_FILE: open }).http.publicUrl).toBe(address);
  });

  it('is refused when its file is empty, also where nobody has to set it', () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, ' \n', { mode: 0o600 });
    const settings = { ...good, KAFKA_USERNAME: 'gateway', KAFKA_PASSWORD_FILE: empty };
    const fault = catchFault(() => readConfig(blocks, settings));
    expect(fault.message).toContain(
      'KAFKA_PASSWORD_FILE: names an empty file; write the value of KAFKA_PASSWORD into it',
    );
    // Not KAFKA_USERNAME, which is half of a pair by no fault of its own.
    expect(fault.variables).toEqual(['KAFKA_PASSWORD_FILE']);
  });

  it('is refused when it is also set itself, and when the file cannot be read', () => {
    const twice = { ...good, DATABASE_URL_FILE: file };
    const lost = { ...rest, DATABASE_URL_FILE: join(folder, 's3cret') };
    for (const settings of [twice, lost]) {
      const fault = catchFault(() => readConfig(blocks, settings));
      expect(fault.variables).toEqual(['DATABASE_URL_FILE']);
      expect(fault.message).not.toMatch(/s3cret|postgres:/);
    }
  });
});

function catchFault(run: () => unknown): ConfigInvalid {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
