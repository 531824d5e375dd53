import { generateKeyPairSync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { register } from 'prom-client';
import type { Problem } from '#libs/contracts';
import { serve } from '#libs/service-kit';
import { databaseConfig, freePort, testDatabase, TokenIssuer } from '#libs/test-kit';
import { ExampleForm } from './example-form.ts';
import { migrations } from '../migrations/index.ts';
import type { ProceduresConfig } from '../procedures.config.ts';
import { ProceduresModule } from '../procedures.module.ts';
import { exampleProcedure } from './example-procedure.ts';
import { FakeGateway } from './fake-gateway.ts';
import { encryptionJwk, releaseOf } from './releasing.ts';

export const PROCEDURES = 'http://procedures.test';
export const AUTHORITY = 'strassenverkehr-hannover';
export const OTHER_AUTHORITY = 'zulassung-landeshauptstadt-hannover';

export interface Answer {
  readonly status: number;
  readonly body: Omit<Problem, 'status'> & Record<string, unknown>;
}
export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** The whole app over a real database, with a gateway that does as it is told. */
export async function testProcedures(callbacks: ReadonlyMap<string, string> = new Map()) {
  const [issuer, gateway, form] = [new TokenIssuer(), new FakeGateway(), new ExampleForm()];
  const database = await testDatabase({ app: 'procedures', migrations });
  await Promise.all([issuer.start(), gateway.start()]);
  const clientJwk = {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  };
  const keys = new Map([AUTHORITY, OTHER_AUTHORITY].map((name) => [name, encryptionJwk(`${name}-1`)]));
  const config: Omit<ProceduresConfig, 'log'> = {
    http: { host: '127.0.0.1', port: 0, systemPort: await freePort(), publicUrl: PROCEDURES },
    database: databaseConfig(database.appUrl),
    token: { issuerUrl: issuer.url, tokenBinding: 'loopback-optional' },
    clients: {
      authorityClients: new Map(
        [...keys].map(([name, key]) => [
          name,
          { clientId: `procedures-${name}`, clientJwk: { ...clientJwk, alg: 'ES256' }, encryptionJwk: key },
        ]),
      ),
      gatewayUrl: gateway.url,
      gatewayAudience: gateway.url,
      tokenUrl: `${gateway.url}/token`,
      callbacks,
    },
    forms: {},
    sealing: { contentKeys: new Map([[1, randomBytes(32)]]) },
    webhooks: { webhookSecretKey: new Map([[1, randomBytes(32)]]), webhookLoopback: 'allow' },
  };
  const app = await serve({
    name: 'procedures',
    title: 'Procedures',
    description: 'under test',
    module: ProceduresModule.for(
      { ...config, log: { logLevel: 'silent' } },
      {
        forms: [form],
        procedures: [exampleProcedure],
      },
    ),
    http: config.http,
    log: { logLevel: 'silent' },
  });
  const url = await app.getUrl();
  const pool = new pg.Pool({ connectionString: database.appUrl });
  pool.on('error', () => undefined);

  const as = (claims: Parameters<TokenIssuer['token']>[1]): Call => {
    const token = issuer.token(PROCEDURES, claims);
    return async (method, path, body, headers = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${await token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
    };
  };
  const citizen = (sub: string): Call =>
    as({ sub, client_id: 'portal', scope: 'citizen', acr: 'substantial' });
  const clerk = (sub: string, authority = AUTHORITY): Call =>
    as({ sub, client_id: 'desk-procedures', scope: 'procedures:clerk', authority, acr: 'high' });
  const system = (authority = AUTHORITY): Call =>
    as({ sub: 'system', client_id: 'system', scope: 'procedures:system', authority });

  /** A release to an authority, and what the gateway has for it. */
  const released = (
    evidenceType: string,
    evidence: Parameters<typeof releaseOf>[1],
    { authority = AUTHORITY, person = 'anna-pseudonym' } = {},
  ): Promise<string> => {
    const jwk = keys.get(authority)!;
    return releaseOf({ gateway, jwk, purpose: form.purpose, evidenceType, person }, evidence);
  };

  let behind: pg.Client | undefined;
  /** The tables' owner; for looking behind the scenes. */
  const admin = async (): Promise<pg.Client> => {
    if (behind === undefined) {
      behind = new pg.Client({ connectionString: database.migratorUrl });
      await behind.connect();
    }
    return behind;
  };

  /** Every row of every table, as text. */
  const dumped = async (): Promise<string> => {
    const client = await admin();
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const parts = tables.map(({ name }) => `select t::text as line from "${name}" t`);
    const { rows } = await client.query<{ line: string }>(parts.join(' union all '));
    return rows.map(({ line }) => line).join('\n');
  };

  return {
    app,
    admin,
    dumped,
    url,
    form,
    gateway,
    issuer,
    config,
    database,
    pool,
    as,
    anna: citizen('anna-pseudonym'),
    bert: citizen('bert-pseudonym'),
    citizen,
    clerk,
    system,
    petra: clerk('p_petra'),
    pavel: clerk('p_pavel'),
    released,
    stop: async (): Promise<void> => {
      await Promise.all([app.close(), pool.end(), behind?.end()]);
      await Promise.all([issuer.stop(), gateway.stop()]);
      register.clear();
      await database.drop();
    },
  };
}

export type TestProcedures = Awaited<ReturnType<typeof testProcedures>>;
