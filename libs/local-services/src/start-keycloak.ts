import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { findKeycloak, keycloakArguments, linkKeycloak } from './keycloak-program.ts';
import { LocalFailure } from './local-failure.ts';
import { LongWait } from './long-wait.ts';
import { startManaged, type ManagedProcess } from './managed-process.ts';
import { provisionDatabase } from './provision-database.ts';

export interface StartKeycloakOptions {
  /** What it writes lives here; a folder that is not there yet. */
  readonly dir: string;
  /** Superuser connection to the PostgreSQL in which it gets a database of its own. */
  readonly adminUrl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress?: (text: string) => void;
}

export interface KeycloakServer extends ManagedProcess {
  readonly url: string;
  /** Makes a realm of its description. */
  importRealm(realm: object): Promise<void>;
  /** An administrator's request below `/admin/realms`. @returns the answer, as JSON where it has a body */
  administer(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown>;
}

/** 20 s on a quiet machine, of which half go into its tables. */
const readyWithinMs = 600_000;
const pollMs = 200;
const admin = 'einmal-admin';

async function ownDatabase(adminUrl: string): Promise<URL> {
  const passwords = { migrator: randomBytes(18).toString('hex'), app: randomBytes(18).toString('hex') };
  const roles = { database: 'keycloak', migrator: 'keycloak', app: 'keycloak_looks_on', passwords };
  return new URL((await provisionDatabase(adminUrl, roles)).migratorUrl);
}

function settings(database: URL, port: number, managementPort: number, password: string): NodeJS.ProcessEnv {
  const { host, pathname, username, password: databasePassword } = database;
  return {
    KC_DB_URL: `jdbc:postgresql://${host}${pathname}`,
    KC_DB_USERNAME: username,
    KC_DB_PASSWORD: databasePassword,
    KC_DB_POOL_MAX_SIZE: '10',
    // One process: without it Keycloak waits for others at all addresses of the machine.
    KC_CACHE: 'local',
    KC_HOSTNAME: `http://127.0.0.1:${port}`,
    KC_HTTP_ENABLED: 'true',
    KC_HTTP_HOST: '127.0.0.1',
    KC_HTTP_PORT: `${port}`,
    KC_HTTP_MANAGEMENT_HOST: '127.0.0.1',
    KC_HTTP_MANAGEMENT_PORT: `${managementPort}`,
    KC_BOOTSTRAP_ADMIN_USERNAME: admin,
    KC_BOOTSTRAP_ADMIN_PASSWORD: password,
  };
}

const isReady = async (managementPort: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${managementPort}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function adminToken(url: string, password: string): Promise<string> {
  const form = { grant_type: 'password', client_id: 'admin-cli', username: admin, password };
  const response = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token } = (await response.json()) as { access_token?: string };
  if (access_token === undefined)
    throw new LocalFailure(`Keycloak lets its administrator not in: status ${response.status}.`);
  return access_token;
}

/** Starts a real Keycloak on the loopback interface, as an installation does (`start --optimized`), and waits for it. */
export async function startKeycloak(options: StartKeycloakOptions): Promise<KeycloakServer> {
  const { dir, env, onProgress = () => undefined } = options;
  const program = await findKeycloak(env, onProgress);
  linkKeycloak(program, dir);
  const [port, managementPort] = [await freePort(), await freePort()];
  const password = randomBytes(18).toString('hex');
  onProgress(`starting Keycloak on port ${port}`);
  const server = startManaged({
    name: 'Keycloak',
    command: program.command,
    args: keycloakArguments(dir, ['start', '--optimized']),
    env: { ...env, ...settings(await ownDatabase(options.adminUrl), port, managementPort, password) },
    logFile: join(dir, 'keycloak.log'),
    stopSignals: ['SIGTERM'],
  });
  const wait = new LongWait(readyWithinMs, onProgress);
  while (!(await isReady(managementPort))) {
    if (!server.hasExited() && wait.goesOn()) {
      await sleep(pollMs);
      continue;
    }
    await server.kill9();
    throw new LocalFailure(`Keycloak did not start. Its last words:\n${server.lastLines(10).join('\n')}`);
  }
  const url = `http://127.0.0.1:${port}`;
  const administer: KeycloakServer['administer'] = async (method, path, body) => {
    const response = await fetch(`${url}/admin/realms${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await adminToken(url, password)}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new LocalFailure(`Keycloak refused ${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  return {
    ...server,
    url,
    administer,
    importRealm: async (realm) => {
      await administer('POST', '', realm);
    },
  };
}
