import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '#libs/test-kit';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { root } from '../deploy/local/repository.ts';
import { html } from '../examples/portal/html.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { offeredBy, PortalVisitor } from './portal-visitor.ts';

export interface ClientStack {
  readonly endpoints: Endpoints;
  readonly home: string;
}

const evidenceTypes = ['residents.parking-permit.v1', 'vehicles.parking-permit.v1'];
/** Of Anna's car. */
const plate = 'H-EM 101E';

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

    /** What procedures answers to Anna. */
    const mine = async (path: string): Promise<Record<string, unknown>> => {
      const authorization = `Bearer ${await tokenOf(stack().endpoints, 'anna', undefined, 'procedures')}`;
      const response = await fetch(stack().endpoints.apps.procedures + path, { headers: { authorization } });
      return (await response.json()) as Record<string, unknown>;
    };
    const applications = async (): Promise<readonly string[]> =>
      ((await mine('/v1/me/submissions'))['submissions'] as { id: string }[]).map(({ id }) => id);

    it('carries a portal: login, notices, a filled form, what the citizen decides on it, and the application', async () => {
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
      const { idnr, birthDate } = stack().endpoints.citizens['anna']!;
      const chosen = Object.fromEntries(offeredBy(notices));
      expect(Object.keys(chosen)).toEqual(evidenceTypes);
      const asked = { idnr, birthDate, plate, ...chosen };
      const [filled, otherTab] = [
        await anna.open(`${portalUrl}/fields`, asked),
        await anna.open(`${portalUrl}/fields`, asked),
      ];
      expect(filled.html).toContain('Beispielweg');
      const [shown = '', other = ''] = [filled, otherTab].map((page) => offeredBy(page).get('shown'));
      expect(shown).not.toBe(other);
      const send = (sent: Readonly<Record<string, string>>) =>
        anna.open(`${portalUrl}/application`, { shown, 'field.plate': plate, ...sent });
      const ways = Object.fromEntries(evidenceTypes.map((each) => [each, 'use']));
      const incomplete = await send({ 'field.use': 'OWN', ...ways });
      expect(incomplete.html).toMatch(/name="field.plate" value="H-EM 101E".*Bitte ausfüllen/s);
      const before = await applications();
      const typed = { 'field.use': 'OWN', 'field.isTrue': 'true' };
      const paper = { ...ways, 'vehicles.parking-permit.v1': 'BRING_PAPER' };
      const twice = [send({ ...typed, ...paper }), send({ ...typed, ...paper })];
      const receipts = (await Promise.all(twice)).map((page) => page.html);
      expect(receipts[0]).toBe(receipts[1]);
      const [path = ''] = /\/applications\/[\w-]+/.exec(receipts[0] ?? '') ?? [];
      expect((await applications()).filter((id) => !before.includes(id))).toEqual([path.split('/').pop()]);
      // Nothing had been used when something was missing: it could still be brought on paper.
      const { sources } = await mine(`/v1/me/submissions/${path.split('/').pop()}`);
      expect(sources).toContainEqual(expect.objectContaining({ way: 'BRING_PAPER' }));
      expect(await mine('/v1/drafts')).toEqual({ drafts: [] });
      const state = () => anna.open(portalUrl + path);
      // A clerk has what Anna applies for once more.
      const isLookedAt = (page: { html: string }) => /IN_REVIEW|GRANTED/.test(page.html);
      expect(isLookedAt(await eventually('the application is looked at', state, isLookedAt))).toBe(true);
    });
  });
}
