import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '#libs/test-kit';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { question } from '../deploy/local/parking-choice.ts';
import { root } from '../deploy/local/repository.ts';
import { offeredBy, PortalVisitor } from './portal-visitor.ts';

export interface ClientStack {
  readonly endpoints: Endpoints;
  readonly home: string;
}

const run = promisify(execFile);

/** The pages that show the client, and what their program is called here. */
const pages = [
  ['readme.ts', 'README.md'],
  ['connect.ts', 'docs/connect.md'],
] as const;

/** The blocks of a page in TypeScript. */
const programsOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, text = '']) => text);

/** The package of libs/client as a stranger gets it: packed, installed into an empty folder, and used at a running stack. */
export function describePublishedClient(stack: () => ClientStack): void {
  describe('the published client', () => {
    let folder: string;
    let portal: ChildProcess | undefined;
    let portalUrl: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'einmal-client-'));
      cpSync(join(root, 'examples/portal'), folder, {
        recursive: true,
        filter: (path) => !path.endsWith('node_modules'),
      });
      const { stdout } = await run(process.execPath, [join(root, 'deploy/client/pack.mjs')]);
      const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
      await run('npm', ['install', ...quietly, stdout.trim()], { cwd: folder });
      const { issuer, clients, apps } = stack().endpoints;
      for (const [name, page] of pages) {
        const [program = ''] = programsOf(page);
        writeFileSync(join(folder, name), program.replaceAll('./.local/', `${stack().home}/`));
      }
      const settings = { issuer, ...clients['portal'], gateway: apps.gateway, procedures: apps.procedures };
      writeFileSync(
        join(folder, 'settings.json'),
        JSON.stringify({ ...settings, authority: question.authority, purpose: question.purpose }),
      );
    });

    afterAll(() => {
      portal?.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    it('brings its types along, and needs no other package', async () => {
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      const { stdout } = await run(process.execPath, [compiler, '-p', folder]).catch(
        (failed: unknown) => failed as { stdout: string },
      );
      expect(stdout).toBe('');
    });

    it('asks as an authority, as README and docs/connect.md show', async () => {
      const [readme, connect] = await Promise.all(
        pages.map(([name]) => run(process.execPath, ['--no-warnings', name], { cwd: folder })),
      );
      expect(readme?.stdout).toMatch(
        /^EVIDENCE \{ plate: 'H-EM 101E', holder: \{ familyName: '\w+' \} \}\n$/,
      );
      expect(connect?.stdout).toBe('EVIDENCE\nplate\nholder.familyName\n');
    });

    it('carries a portal: login, notice, evidence, and what the citizen decides on it', async () => {
      portal = spawn(process.execPath, ['--no-warnings', 'portal.ts', 'settings.json', '0'], { cwd: folder });
      let printed = '';
      for (const stream of [portal.stdout!, portal.stderr!])
        stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      await eventually(
        'the portal listens',
        () => printed,
        (shown) => shown.includes('http://'),
      );
      portalUrl = /http:\S+/.exec(printed)![0];
      const anna = new PortalVisitor();
      const login = await anna.open(portalUrl);
      const notices = await anna.open(login.url, { login: 'anna' });
      const { evidenceType } = question;
      const { idnr, birthDate } = stack().endpoints.citizens['anna']!;
      const noticeSha256 = offeredBy(notices).get(evidenceType)!;
      const shown = await anna.open(`${portalUrl}/preview`, {
        idnr,
        birthDate,
        [evidenceType]: noticeSha256,
      });
      expect(shown.html).toContain('Beispielweg');
      const done = await anna.open(`${portalUrl}/decision`, { [evidenceType]: 'use' });
      expect(done.html).toContain('Abgesendet');
    });
  });
}
