import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { createServicePool, issuerFetch, serviceFetch, useTransport } from './index.ts';

describe('what a service that speaks TLS believes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-issuer-'));
  const known = getCACertificates('default');
  const servers: Server[] = [];
  let [ofOwn, ofPublic, ofNobody]: string[] = [];

  const served = async (by: TestCertificate): Promise<string> => {
    const server = createServer(await testCertificate('localhost', { by }), (_request, response) =>
      response.end('answered'),
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `https://localhost:${(server.address() as AddressInfo).port}/`;
  };
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };

  beforeAll(async () => {
    const [own, everybodys, nobodys] = await Promise.all(
      ['own', 'public', 'unknown'].map((name) => testCertificate(name)),
    );
    [ofOwn, ofPublic, ofNobody] = await Promise.all([own!, everybodys!, nobodys!].map(served));
    setDefaultCACertificates([...known, everybodys!.cert]);
    const { cert, key } = await testCertificate('service', { by: own! });
    useTransport({
      ...{ tlsCertFile: put('own.crt', cert), tlsKeyFile: put('own.key', key) },
      tlsCaFile: put('ca.crt', own!.cert),
    });
  });
  afterAll(() => {
    useTransport({});
    setDefaultCACertificates(known);
    for (const server of servers) server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  const outcome = (answer: Promise<{ readonly status?: number; readonly statusCode?: number }>) =>
    answer.then(
      ({ status, statusCode }) => status ?? statusCode,
      () => 'no connection',
    );
  const inside = async (url = ''): Promise<unknown> => {
    const pool = createServicePool(url, { connectTimeoutMs: 2_000 });
    const answer = await outcome(pool.request({ method: 'GET', path: '/' }));
    await pool.destroy();
    return answer;
  };

  it('of an issuer: its own authority, and those that everybody knows', async () => {
    const asked = [ofOwn, ofPublic, ofNobody].map((url = '') => outcome(issuerFetch(url, {})));
    expect(await Promise.all(asked)).toEqual([200, 200, 'no connection']);
  });

  it('of other services: its own authority alone', async () => {
    const asked = [ofOwn, ofPublic, ofNobody].map((url = '') => outcome(serviceFetch(url, {})));
    expect(await Promise.all(asked)).toEqual([200, 'no connection', 'no connection']);
    expect(await Promise.all([inside(ofOwn), inside(ofPublic)])).toEqual([200, 'no connection']);
  });
});
