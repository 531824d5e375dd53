import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseConfig, MigrationConfig } from './database.config.ts';
import { ConfigInvalid, readConfig } from './read-config.ts';

const here = 'postgres://app:geheim@127.0.0.1:5432/einmal';
const elsewhere = 'postgres://app:geheim@db.example:5432/einmal';

describe('DATABASE_TLS', () => {
  let folder: string;
  let caFile: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'einmal-database-tls-'));
    caFile = join(folder, 'ca.crt');
    writeFileSync(caFile, '-----BEGIN CERTIFICATE-----\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (env: NodeJS.ProcessEnv): DatabaseConfig =>
    readConfig({ database: DatabaseConfig }, env).database;
  const faultsOf = (env: NodeJS.ProcessEnv): string => {
    try {
      return read(env).databaseUrl;
    } catch (error) {
      if (!(error instanceof ConfigInvalid)) throw error;
      return error.message;
    }
  };

  it('has every connection verify the server, whoever makes it', () => {
    const tls = { DATABASE_TLS: 'on', DATABASE_TLS_CA_FILE: caFile };
    const query = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile)}`;
    expect(read({ DATABASE_URL: elsewhere, ...tls }).databaseUrl).toBe(elsewhere + query);
    const { database } = readConfig({ database: MigrationConfig }, { MIGRATION_DATABASE_URL: here, ...tls });
    expect(database.migrationDatabaseUrl).toBe(here + query);
  });

  it('has to be stated off this machine', () => {
    expect(read({ DATABASE_URL: here }).databaseUrl).toBe(here);
    expect(read({ DATABASE_URL: elsewhere, DATABASE_TLS: 'off' }).databaseUrl).toBe(elsewhere);
    expect(faultsOf({ DATABASE_URL: elsewhere })).toMatch(/DATABASE_TLS: .*has to be stated unless/);
  });

  it.each([
    [{ DATABASE_URL: `${here}?sslmode=disable`, DATABASE_TLS: 'on' }, 'DATABASE_URL: says nothing of ssl'],
    [{ DATABASE_URL: `${here}?sslmode=require` }, 'DATABASE_URL: says nothing of ssl'],
    [{ DATABASE_URL: here, DATABASE_TLS: 'prefer' }, 'DATABASE_TLS: is "on" or "off"'],
    [
      { DATABASE_URL: here, DATABASE_TLS_CA_FILE: '/ca.crt' },
      'DATABASE_TLS_CA_FILE: .*unless DATABASE_TLS is "on"',
    ],
    [
      { DATABASE_URL: here, DATABASE_TLS: 'on', DATABASE_TLS_CA_FILE: '/dev/null' },
      'DATABASE_TLS_CA_FILE: is the path of a readable PEM file',
    ],
    [
      { DATABASE_URL: here, DATABASE_TLS: 'on', DATABASE_TLS_CERT_FILE: '/none' },
      'DATABASE_TLS_CERT_FILE: .*DATABASE_TLS_KEY_FILE',
    ],
  ])('is refused where it would not hold, without a value: %#', (env, reason) => {
    const said = faultsOf(env);
    expect(said).toMatch(new RegExp(reason));
    expect(said).not.toContain('geheim');
  });
});
