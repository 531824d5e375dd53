import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DatabaseConfig, HttpConfig, LogConfig, readConfig } from '#libs/service-kit';
import { testDatabase } from '#libs/test-kit';

import { CitizensFile } from './citizens-file.ts';
import { ClientsFile, serviceNames } from './clients-file.ts';
import { IdentityConfig } from './identity.config.ts';
import { migrations } from './migrations.ts';
import { NumbersFile } from './numbers-file.ts';
import { readJsonFile } from './read-json-file.ts';
import { SigningKeysFile } from './signing-keys-file.ts';
import { StaffFile } from './staff-file.ts';
import { startIdentity } from './start-identity.ts';
import { environmentFor, writeFiles } from './testing/demo-identity.ts';

const example = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
const blocks = { http: HttpConfig, log: LogConfig, database: DatabaseConfig, identity: IdentityConfig };
const env = {
  PORT: '0',
  PUBLIC_URL: 'http://127.0.0.1:8086',
  LOG_LEVEL: 'silent',
  DATABASE_URL: 'postgres://identity_app:x@127.0.0.1:1/none',
  CITIZEN_PSEUDONYM_KEY: Buffer.alloc(32).toString('base64url'),
  COOKIE_KEYS: 'k'.repeat(32),
  CLIENTS_FILE: example('clients.example.json'),
  CITIZENS_FILE: example('citizens.example.json'),
  NUMBERS_FILE: '/nowhere.json',
  SIGNING_JWKS_FILE: '/nowhere.json',
  SERVICE_URLS: JSON.stringify(
    Object.fromEntries(serviceNames.map((name, index) => [name, `http://127.0.0.1:${8080 + index}`])),
  ),
};

describe('identity', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example.org'])(
    'does not start on HOST=%s',
    async (HOST) => {
      await expect(startIdentity(readConfig(blocks, { ...env, HOST }))).rejects.toThrow(
        'identity is for local use and tests',
      );
    },
  );

  it('does not start without a file it needs, and says which variable names it', async () => {
    await expect(startIdentity(readConfig(blocks, env))).rejects.toThrow('NUMBERS_FILE');
  });

  it('reads its example files', async () => {
    const { clients } = await readJsonFile('CLIENTS_FILE', example('clients.example.json'), ClientsFile);
    const { citizens } = await readJsonFile('CITIZENS_FILE', example('citizens.example.json'), CitizensFile);
    const { staff } = await readJsonFile('STAFF_FILE', example('staff.example.json'), StaffFile);
    const { numbers } = await readJsonFile('NUMBERS_FILE', example('numbers.example.json'), NumbersFile);
    expect(numbers.filter(({ lock }) => lock)).toHaveLength(1);
    expect(staff.length).toBeGreaterThan(0);
    expect(clients.map(({ grant }) => grant)).toContain('authorization_code');
    expect(citizens.length).toBeGreaterThan(0);
  });
});

it.each(['NUMBERS_FILE', 'SIGNING_JWKS_FILE'])('does not start where all may read %s', async (variable) => {
  const folder = await mkdtemp(join(tmpdir(), 'einmal-identity-'));
  await writeFiles(folder);
  const files = environmentFor(folder, env.DATABASE_URL);
  await Promise.all([chmod(folder, 0o755), chmod(files[variable]!, 0o644)]);
  const refusal = `${variable} names a file that everybody here may read or change (mode 644)`;
  await expect(startIdentity(readConfig(blocks, { ...env, ...files }))).rejects.toThrow(refusal);
  await rm(folder, { recursive: true });
});

describe('identity with a key that is not the one of its database', () => {
  it('does not start, and names it', async () => {
    const database = await testDatabase({ app: 'identity', migrations });
    const folder = await mkdtemp(join(tmpdir(), 'einmal-identity-'));
    await writeFiles(folder);
    const given = { ...env, ...environmentFor(folder, database.appUrl) };
    const running = await startIdentity(readConfig(blocks, given));
    const CITIZEN_PSEUDONYM_KEY = randomBytes(32).toString('base64url');
    await expect(startIdentity(readConfig(blocks, { ...given, CITIZEN_PSEUDONYM_KEY }))).rejects.toThrow(
      'CITIZEN_PSEUDONYM_KEY is not the key that this database was written with as version 1',
    );
    await running.close();
    await Promise.all([database.drop(), rm(folder, { recursive: true })]);
  });
});

describe('a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'einmal-files-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const write = async (content: string): Promise<string> => {
    const path = join(folder, 'file.json');
    await writeFile(path, content);
    return path;
  };
  const client = {
    clientId: 'a',
    name: 'A',
    grant: 'client_credentials',
    authority: 'authority-a',
    access: [{ service: 'gateway', scopes: ['lookup'] }],
    jwks: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'k', alg: 'ES256', x: 'x', y: 'y' }] },
  };
  const [key] = client.jwks.keys;
  const clientFiles: readonly (readonly [string, string, object])[] = [
    ['holds a private key', '/clients/0/jwks/keys/0/d', { jwks: { keys: [{ ...key, d: 's3cret' }] } }],
    [
      'holds a shared secret',
      '/clients/0/jwks/keys/0/kty',
      { jwks: { keys: [{ kty: 'oct', kid: 'k', alg: 'ES256' }] } },
    ],
    [
      'gives access to an unknown service',
      '/clients/0/access/0/service',
      { access: [{ service: 's3cret', scopes: ['x'] }] },
    ],
    ['names no authority for a machine', '/clients/0/authority', { authority: undefined }],
    [
      'redirects to another machine',
      '/clients/0/redirectUris',
      { grant: 'authorization_code', redirectUris: ['https://s3cret.example/'] },
    ],
    [
      'hides another machine behind a port',
      '/clients/0/redirectUris',
      { grant: 'authorization_code', redirectUris: ['https://127.0.0.1:1@s3cret.example/'] },
    ],
    ['tells a machine a name', '/clients/0/told', { told: ['name'] }],
    [
      'tells staff a number',
      '/clients/0/told',
      { grant: 'authorization_code', users: 'staff', redirectUris: ['https://[::1]/'], told: ['idnr'] },
    ],
    [
      'tells what nobody knows',
      '/clients/0/told',
      { grant: 'authorization_code', redirectUris: ['https://[::1]/'], told: ['name', 's3cret'] },
    ],
    ['has an unknown member', '/clients/0/s', { s: 's3cret' }],
  ];

  it.each(clientFiles)(
    'of clients that %s is refused by member, not by value',
    async (_story, pointer, change) => {
      const path = await write(JSON.stringify({ clients: [{ ...client, ...change }] }));
      const error: unknown = await readJsonFile('CLIENTS_FILE', path, ClientsFile).catch(
        (caught: unknown) => caught,
      );
      expect(String(error)).toContain(`CLIENTS_FILE is not usable:\n  ${pointer}:`);
      expect(String(error)).not.toContain('s3cret');
    },
  );

  it('with two entries of one name is refused', async () => {
    const path = await write(JSON.stringify({ clients: [client, client] }));
    await expect(readJsonFile('CLIENTS_FILE', path, ClientsFile)).rejects.toThrow('/clients');
  });

  const member = {
    login: 'olivia',
    person: 'p_A1b2C3d4E5f6G7h8',
    authority: 'residents-hannover',
    acr: 'high',
    roles: [{ service: 'residents', role: 'officer' }],
  };
  const staffFiles: readonly (readonly [string, string, readonly object[]])[] = [
    [
      'has a login twice',
      '/staff: has a login twice: a login is one person at one authority, so that a token names exactly one',
      [member, { ...member, authority: 'residents-goettingen' }],
    ],
    ['names two authorities', '/staff/0/authority:', [{ ...member, authority: ['a', 'b'] }]],
    ['names no authority', '/staff/0/authority:', [{ ...member, authority: undefined }]],
    ['names a person like a client', '/staff/0/person: is p_ and', [{ ...member, person: 'desk-a' }]],
    [
      'gives a role that the service does not know',
      '/staff/0/roles/0/role: is no role of that service',
      [{ ...member, roles: [{ service: 'residents', role: 'operator' }] }],
    ],
  ];
  it.each(staffFiles)('of staff that %s keeps the service from starting', async (_story, fault, staff) => {
    const settings = readConfig(blocks, { ...env, STAFF_FILE: await write(JSON.stringify({ staff })) });
    await expect(startIdentity(settings)).rejects.toThrow(`STAFF_FILE is not usable:\n  ${fault}`);
  });

  it.each(['', 'no json', '[]', 'null'])('that holds %j is refused', async (content) => {
    const path = await write(content);
    await expect(readJsonFile('SIGNING_JWKS_FILE', path, SigningKeysFile)).rejects.toThrow(
      'SIGNING_JWKS_FILE',
    );
  });
});
