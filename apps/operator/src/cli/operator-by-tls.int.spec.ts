import { createServer, type Server } from 'node:https';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { runCommandLine } from './program.ts';

const HOUR_MS = 3_600_000;

describe('einmal, where the operator service speaks TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-cli-'));
  const servers: Server[] = [];
  let authority: TestCertificate;
  let address: string;
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const served = async (certificate: TestCertificate): Promise<string> => {
    const server = createServer(certificate, (_request, response) => response.writeHead(418).end());
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `localhost:${(server.address() as AddressInfo).port}`;
  };
  const said = async (...args: string[]): Promise<string> => {
    let err = '';
    await runCommandLine([...args, '--token', 'any', 'streams'], {
      home: folder,
      out: () => undefined,
      err: (text) => (err += text),
      live: false,
      width: 100,
    });
    return err.trim();
  };

  beforeAll(async () => {
    authority = await testCertificate('authority');
    address = await served(await testCertificate('localhost', { by: authority }));
  });
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  it('says which option is wrong where it is not believed', async () => {
    const url = `https://${address}`;
    const foreign = `--ca: the certificate of ${url} is signed by none of these.`;
    expect(await said('--url', url)).toBe(foreign);
    const other = file('other.crt', (await testCertificate('authority')).cert);
    expect(await said('--url', url, '--ca', other)).toBe(foreign);
    const ca = file('ca.crt', authority.cert);
    expect(await said('--url', url, '--ca', ca)).toMatch(/answered with status 418/);
    const ended = await testCertificate('localhost', { by: authority, to: new Date(Date.now() - HOUR_MS) });
    const expired = `https://${await served(ended)}`;
    expect(await said('--url', expired, '--ca', ca)).toBe(
      `--url: the certificate of ${expired} has expired; renew it there.`,
    );
  });

  it('says how to write an address that speaks TLS', async () => {
    const url = `http://${address}`;
    expect(await said('--url', url)).toBe(`${url} answers by TLS: write https://.`);
  });

  it('asks whether it is started where nobody answers', async () => {
    const url = `https://${await served(authority)}`;
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await said('--url', url)).toBe(`The operator service at ${url} does not answer. Is it started?`);
  });
});
