import pg from 'pg';
import { answersAsBroker } from '#libs/kafka';
import { databaseUrl } from '#libs/local-services';
import { kafkaLogin, systemUrl } from '../deploy/local/app-settings.ts';
import { type AppName, appNames } from '../deploy/local/apps.ts';
import { databaseNames } from '../deploy/local/backing-services.ts';
import { portalRedirect } from '../deploy/local/demo-clients.ts';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf, toolTlsOf } from '../deploy/local/token-of.ts';
import { toolFetch, type ToolTls } from '../deploy/local/tls/tool-fetch.ts';

const REFUSED = 'no connection';

/** What somebody with this certificate is answered: a status, with the code of a problem. */
async function answerTo(url: string, tls: ToolTls | undefined, token?: string): Promise<string> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    const response = await toolFetch(url, { headers }, tls);
    const body = (await response.json().catch(() => ({}))) as { readonly code?: string };
    return [response.status, body.code].filter((part) => part !== undefined).join(' ');
  } catch {
    return REFUSED;
  }
}

async function firstRow(connectionString: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    await client.query(sql);
    return 'answered';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Every arrow of the architecture that is not allowed, beside one that is, on a stack with TLS that somebody else has started. */
export function describeArrows(given: () => IsolatedStack): void {
  describe('an arrow that is not allowed', () => {
    let stack: IsolatedStack;
    const as = (app: AppName): ToolTls => ({
      caFile: stack.facts.tls!.caFile,
      ...stack.facts.tls!.ofApp(app),
    });
    const internalReady = (app: AppName): string => `${stack.endpoints.internal[app]}/health/ready`;

    /** Where the identity provider sends whoever begins to log in at the portal for that service. */
    const loginFor = async (resource: string): Promise<string> => {
      const { issuer, tls } = stack.endpoints;
      const query = new URLSearchParams({
        ...{
          client_id: 'portal',
          response_type: 'code',
          scope: 'openid citizen',
          redirect_uri: portalRedirect,
        },
        ...{ resource, code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
      });
      const response = await toolFetch(`${issuer}/auth?${query.toString()}`, { redirect: 'manual' }, tls);
      return response.headers.get('location') ?? `${response.status}`;
    };

    beforeAll(() => {
      stack = given();
    });

    it('a citizen reaches no internal door, with a token and the certificate of the portal or without; a service does', async () => {
      const token = await tokenOf(stack.endpoints, 'anna');
      const url = internalReady('gateway');
      const portal = toolTlsOf(stack.endpoints, 'anna');
      expect(await answerTo(url, stack.endpoints.tls, token)).toBe(REFUSED);
      expect(await answerTo(url, portal, token)).toBe('403 caller-not-listed');
      expect(await answerTo(url, as('vehicles'))).toBe('200');
      expect(await answerTo(`${stack.endpoints.apps.residents}/internal/v1/disclosures`, portal, token)).toBe(
        '404 route-unknown',
      );
    });

    it('the residents register does not reach the vehicles register; the gateway does', async () => {
      expect(await answerTo(internalReady('vehicles'), as('residents'))).toBe('403 caller-not-listed');
      expect(await answerTo(internalReady('vehicles'), as('gateway'))).toBe('200');
    });

    it('the portal gets no token for a register, nor does a register take the one for the gateway', async () => {
      const { apps } = stack.endpoints;
      expect(await loginFor(apps.residents)).toMatch(/error=invalid_target/);
      expect(await loginFor(apps.gateway)).toMatch(/\/interaction\//);
      const token = await tokenOf(stack.endpoints, 'anna');
      const own = toolTlsOf(stack.endpoints, 'anna');
      const register = `${apps.residents}/v1/residents/00000000-0000-7000-8000-000000000000`;
      expect(await answerTo(register, own, token)).toBe('401 token-invalid');
      expect(await answerTo(`${apps.gateway}/v1/me/disclosures`, own, token)).toBe('200');
    });

    it('the operator reads no decision; the gateway does', async () => {
      const { endpoints, facts, adminUrl } = stack;
      const sql = 'select id from decision limit 1';
      const { database } = databaseNames('gateway');
      const { app } = databaseNames('operator');
      const intruding = databaseUrl(adminUrl, database, app, facts.secrets.databasePasswords.operator.app);
      expect(await firstRow(intruding, sql)).toMatch(/permission denied for database/);
      expect(await firstRow(endpoints.databases.operator, 'select 1')).toBe('answered');
      expect(await firstRow(endpoints.databases.gateway, sql)).toBe('answered');
    });

    it('a token is worth nothing beside another certificate than its own', async () => {
      const { apps } = stack.endpoints;
      const token = await tokenOf(stack.endpoints, 'parking-hannover');
      const url = `${apps.gateway}/v1/grants/mine`;
      expect(await answerTo(url, toolTlsOf(stack.endpoints, 'parking-hannover'), token)).toBe('200');
      expect(await answerTo(url, toolTlsOf(stack.endpoints, 'housing-goettingen'), token)).toMatch(/^401 /);
      expect(await answerTo(url, stack.endpoints.tls, token)).toMatch(/^401 /);
    });

    it.each(appNames)('whoever speaks plain text to %s is answered at no door', async (app) => {
      const { apps, internal, tls } = stack.endpoints;
      const doors = [apps[app], systemUrl(stack.facts, app), internal[app]];
      const plain = doors.map((url) => `${url.replace('https:', 'http:')}/health/ready`);
      expect(await Promise.all(plain.map((url) => answerTo(url, undefined)))).toEqual(
        doors.map(() => REFUSED),
      );
      expect(await answerTo(`${apps[app]}/health/ready`, tls)).toBe('200');
    });

    it('whoever speaks plain text to PostgreSQL or Kafka is let in to neither', async () => {
      const plain = new URL(stack.endpoints.databases.gateway);
      plain.search = '';
      expect(await firstRow(plain.href, 'select 1')).toMatch(/no encryption/);
      const login = kafkaLogin(stack.facts, 'observer');
      const { tls: _tls, ...unencrypted } = login;
      expect(await Promise.all([unencrypted, login].map((each) => answersAsBroker(each)))).toEqual([
        false,
        true,
      ]);
    });
  });
}
