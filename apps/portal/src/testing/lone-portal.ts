import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';
import { register } from 'prom-client';
import { databaseConfig, freePort, testDatabase } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import type { PortalConfig, Visitors } from '../portal.config.ts';
import { startPortal } from '../start-portal.ts';

export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly html: string;
}

/**
 * A portal with a database, and with no issuer that answers, nor any service unless it is given.
 * @param name under which browsers know it
 */
export async function lonePortal(visitors: Visitors, name?: string, given: Partial<PortalConfig> = {}) {
  const database = await testDatabase({ app: 'portal', migrations });
  const [port, nowhere] = [await freePort(), await freePort()];
  const publicUrl = name ?? `http://127.0.0.1:${port}`;
  const [service, { privateKey }] = [
    `http://127.0.0.1:${nowhere}`,
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ];
  const key = privateKey.export({ format: 'jwk' });
  const app = await startPortal({
    http: {
      host: '127.0.0.1',
      port,
      systemPort: await freePort(),
      internalPort: await freePort(),
      publicUrl,
    },
    log: { logLevel: 'silent' },
    tracing: {},
    database: databaseConfig(database.appUrl),
    portal: {
      visitors,
      issuerUrl: service,
      clientId: 'portal',
      clientJwk: JSON.stringify({ ...key, alg: 'ES256', kid: '1' }),
      services: {
        gateway: [service],
        procedures: [service],
        residents: [service],
        vehicles: [service],
        business: [service],
        operator: [service],
      },
      siteLabel: 'Test',
      sessionIdleMinutes: 30,
      sessionHours: 8,
      ...given,
    },
  });

  /** As a browser asks that is on a page of this portal. */
  const ask = (
    method: string,
    path: string,
    fields: Readonly<Record<string, string>> = {},
    cookie?: string,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { host, origin } = new URL(publicUrl);
      const form = {
        origin,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      };
      const headers = { host, ...(cookie && { cookie }), ...(method === 'POST' && form) };
      const asked = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        let html = '';
        response.setEncoding('utf8').on('data', (text: string) => (html += text));
        const { location, 'set-cookie': cookies = [] } = response.headers;
        response.on('end', () => resolve({ status: response.statusCode ?? 0, location, cookies, html }));
      });
      asked.on('error', reject);
      asked.end(method === 'POST' ? new URLSearchParams(fields).toString() : undefined);
    });

  const stop = async (): Promise<void> => {
    await app.close();
    register.clear();
    await database.drop();
  };
  return { app, ask, port, database, stop };
}
