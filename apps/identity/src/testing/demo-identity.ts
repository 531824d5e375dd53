import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { spawnService, testDatabase } from '#libs/test-kit';
import { exportJWK, SignJWT, type JWTPayload } from 'jose';

import type { ClientTokenBinding } from '../clients-file.ts';
import { migrations } from '../migrations.ts';
import { clientEntries } from './demo-clients.ts';
import { citizens, numbers, staff } from './demo-people.ts';

export const urls = {
  gateway: 'http://127.0.0.1:18080',
  residents: 'http://127.0.0.1:18081',
  vehicles: 'http://127.0.0.1:18082',
  business: 'http://127.0.0.1:18083',
  operator: 'http://127.0.0.1:18084',
  procedures: 'http://127.0.0.1:18091',
} as const;

export const citizenKey = randomBytes(32);

export interface DemoIdentity {
  readonly issuer: string;
  /** Everything the service printed. */
  logs(): string;
  /** A signed client assertion, good but for what is bent. */
  assertion(clientId: string, bend?: AssertionBend): Promise<string>;
  /** POST /token with a fresh assertion unless the form brings one. */
  token(
    clientId: string,
    form: Readonly<Record<string, string>>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** As the service's own role. */
  readonly databaseUrl: string;
  whileDatabaseIsAway<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface AssertionBend {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: KeyObject;
}

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The real service as a process, with real files and a database of its own. */
export async function startDemoIdentity(): Promise<DemoIdentity> {
  const folder = await mkdtemp(join(tmpdir(), 'einmal-identity-'));
  const database = await testDatabase({ app: 'identity', migrations });
  const keys = await writeFiles(folder);
  const service = await spawnService('identity', environmentFor(folder, database.appUrl));
  const issuer = service.url;

  const assertion: DemoIdentity['assertion'] = (clientId, { claims = {}, header = {}, key } = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: clientId, sub: clientId, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60 };
    const payload = JSON.parse(JSON.stringify({ ...good, ...claims })) as JWTPayload;
    const signed = new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: clientId, ...header });
    return signed.sign(key ?? keys.get(clientId)!);
  };

  return {
    issuer,
    logs: () => service.logs(),
    assertion,
    token: async (clientId, form, headers = {}) => {
      const body = {
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: await assertion(clientId),
        ...form,
      };
      return fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(body), headers });
    },
    databaseUrl: database.appUrl,
    whileDatabaseIsAway: (work) => database.whileAway(work),
    stop: async () => {
      await service.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** @returns the private key of every client */
export async function writeFiles(
  folder: string,
  bindings: Readonly<Record<string, ClientTokenBinding>> = {},
): Promise<Map<string, KeyObject>> {
  const privateKeys = new Map<string, KeyObject>();
  const clients = [];
  for (const client of clientEntries) {
    const { clientId } = client;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    privateKeys.set(clientId, pair.privateKey);
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: clientId, alg: 'ES256', use: 'sig' };
    clients.push({ ...client, tokenBinding: bindings[clientId], jwks: { keys: [jwk] } });
  }
  const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const signingKey = { ...(await exportJWK(signing)), kid: 'demo', alg: 'ES256', use: 'sig' };
  const files = {
    'clients.json': { clients },
    'citizens.json': { citizens },
    'numbers.json': { numbers },
    'staff.json': { staff },
    'signing.json': { keys: [signingKey] },
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content), { mode: 0o600 });
  return privateKeys;
}

export const environmentFor = (folder: string, databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  CITIZEN_PSEUDONYM_KEY: citizenKey.toString('base64url'),
  COOKIE_KEYS: randomBytes(24).toString('hex'),
  CLIENTS_FILE: join(folder, 'clients.json'),
  CITIZENS_FILE: join(folder, 'citizens.json'),
  NUMBERS_FILE: join(folder, 'numbers.json'),
  STAFF_FILE: join(folder, 'staff.json'),
  SIGNING_JWKS_FILE: join(folder, 'signing.json'),
  SERVICE_URLS: JSON.stringify(urls),
});
