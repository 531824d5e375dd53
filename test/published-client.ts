import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { root } from '../deploy/local/repository.ts';
import { html } from '../examples/portal/html.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { describeExamplePortal } from './example-portal.ts';

export interface ClientStack {
  readonly endpoints: Endpoints;
  readonly home: string;
}

const run = promisify(execFile);

/** The programs that pages show, and what they are called here. */
const shownPrograms = [
  ['authority.ts', 'README.md', 0],
  ['anna.ts', 'README.md', 1],
  ['connect.ts', 'docs/connect.md', 0],
] as const;

/** The blocks of a page in TypeScript. */
const programsOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, text = '']) => text);

/** The package of libs/client as a stranger gets it: packed, installed into an empty folder, and used at a running stack. */
export function describePublishedClient(stack: () => ClientStack): void {
  describe('the published client', () => {
    let folder: string;

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
      for (const [name, page, index] of shownPrograms) {
        const program = programsOf(page)[index] ?? '';
        writeFileSync(join(folder, name), program.replaceAll('./.local/', `${stack().home}/`));
      }
      const settings = { issuer, ...clients['portal'], gateway: apps.gateway, procedures: apps.procedures };
      writeFileSync(
        join(folder, 'settings.json'),
        JSON.stringify({ ...settings, form: 'resident-parking-permit' }),
      );
    });

    const outputOf = async (program: string, env: NodeJS.ProcessEnv = {}): Promise<string> =>
      (await run(process.execPath, ['--no-warnings', program], { cwd: folder, env })).stdout;

    afterAll(() => {
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
      expect(await outputOf('authority.ts')).toMatch(
        /^EVIDENCE \{ plate: 'H-EM 101E', holder: \{ familyName: '\w+' \} \}\n$/,
      );
      expect(await outputOf('connect.ts')).toBe('EVIDENCE\nplate\nholder.familyName\n');
    });

    it('fills a form for Anna, as README shows', async () => {
      const ANNA = await tokenOf(stack().endpoints, 'anna');
      const lines = (await outputOf('anna.ts', { ANNA })).split('\n');
      expect(lines).toContain('place PREFILLED Hannover');
      expect(lines).toContain('plate ASK_APPLICANT undefined');
    });

    it('shows what comes from elsewhere as text', () => {
      const mark = `<script>'"&`;
      expect(html`<p title="${mark}">${[mark, html`<b>${1}</b>`]}</p>`.text).toBe(
        '<p title="&#60;script&#62;&#39;&#34;&#38;">&#60;script&#62;&#39;&#34;&#38;<b>1</b></p>',
      );
    });

    describeExamplePortal(() => ({ folder, endpoints: stack().endpoints }));
  });
}
