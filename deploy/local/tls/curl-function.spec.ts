import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LocalHome } from '../local-home.ts';
import { writeCurlFunction } from './curl-function.ts';
import type { TlsFiles } from './tls-files.ts';

describe('the curl that finds the certificate of a token', () => {
  let home: LocalHome;
  beforeAll(() => {
    home = new LocalHome('/', { EINMAL_HOME: mkdtempSync(join(tmpdir(), 'einmal-curl-')) });
    mkdirSync(home.path('tls', 'clients'), { recursive: true });
    const files = {
      caFile: home.path('tls', 'ca.crt'),
      ofClient: (client: string) => ({ certFile: home.path('tls', 'clients', `${client}.crt`) }),
    };
    writeCurlFunction(home, files as TlsFiles);
  });
  afterAll(() => rmSync(home.folder, { recursive: true }));

  /** What it would call curl with, and what it says. */
  const curl = (token: string): { readonly called: string; readonly said: string } => {
    const script = `command() { echo "$@"; }; . ${home.path('tls', 'curl.sh')}; curl -H "Authorization: Bearer $TOKEN"`;
    const PATH = `${dirname(process.execPath)}:${process.env['PATH']}`;
    const { stdout, stderr } = spawnSync('sh', ['-c', script], {
      env: { PATH, TOKEN: token },
      encoding: 'utf8',
    });
    return { called: stdout.trim(), said: stderr.trim() };
  };

  it('shows that of the client in the token', () => {
    const claims = Buffer.from(JSON.stringify({ client_id: 'parking' })).toString('base64url');
    const { called, said } = curl(`header.${claims}.signature`);
    expect(said).toBe('');
    expect(called).toContain(`--cert ${home.path('tls', 'clients', 'parking.crt')}`);
  });

  it.each(['', 'no-token', 'not.base64.json'])('says so in one line where there is none: %j', (token) => {
    const { called, said } = curl(token);
    expect(said).toBe('curl: the Authorization header holds no access token');
    expect(called).not.toContain('--cert ');
  });
});
