import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '#libs/local-services';
import type { Endpoints } from './endpoints.ts';
import { family, survivors } from './testing/process-family.ts';
import { runStart, until, type Run } from './testing/run-start.ts';

const firstStartMs = 180_000;
const laterStartMs = 60_000;

let home: string;

const isUp = (run: Run) => (): boolean => run.output().includes('Ctrl-C ends it.');

const supervisorPid = (): number => Number(readFileSync(join(home, 'supervisor.pid'), 'utf8'));
const endpoints = (): Endpoints =>
  JSON.parse(readFileSync(join(home, 'endpoints.json'), 'utf8')) as Endpoints;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'einmal-home-'));
  chmodSync(home, 0o711);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('npm start', () => {
  it(
    'brings everything up from nothing, shows a lookup and a change, and ends with --exit',
    async () => {
      const run = runStart(home, ['--exit']);
      await until(() => existsSync(join(home, 'postgres', 'data')), run);
      const members = family(run.process.pid ?? 0);
      await run.endsWith(0);
      expect(run.output()).toMatch(/"status": "EVIDENCE"/);
      expect(run.output()).toMatch(/"type": "resident\.moved\.v1"/);
      expect(await survivors(members)).toEqual([]);
      expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
      expect(statSync(join(home, 'endpoints.json')).mode & 0o777).toBe(0o600);
    },
    firstStartMs,
  );

  it(
    'serves until Ctrl-C, refuses a second one in the same folder, and leaves no process',
    async () => {
      const run = runStart(home, []);
      await until(isUp(run), run);
      const members = family(run.process.pid ?? 0);
      expect(members.length).toBeGreaterThan(8);
      expect((await fetch(`${endpoints().apps.gateway}/health/ready`)).status).toBe(200);

      const second = runStart(home, []);
      await second.endsWith(1);
      expect(second.output()).toMatch(/Einmal already runs from .* \(process \d+\): .*EINMAL_HOME/);

      run.process.kill('SIGINT');
      await run.endsWith(0);
      expect(await survivors(members)).toEqual([]);
    },
    laterStartMs,
  );

  it.each(['the supervisor', 'the entry script'])(
    'leaves no process when %s is killed with -9',
    async (victim) => {
      const run = runStart(home, []);
      await until(isUp(run), run);
      const members = family(run.process.pid ?? 0);
      process.kill(victim === 'the supervisor' ? supervisorPid() : (run.process.pid ?? 0), 'SIGKILL');
      await run.closed;
      expect(await survivors(members)).toEqual([]);
    },
    laterStartMs,
  );

  it(
    'names a service that dies with its last log lines, ends the rest and fails',
    async () => {
      const run = runStart(home, []);
      await until(isUp(run), run);
      const members = family(run.process.pid ?? 0);
      const isVehicles = (pid: number): boolean =>
        isAlive(pid) &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/apps/vehicles/src/main.js');
      const [vehicles = 0] = members.filter(isVehicles);
      process.kill(vehicles, 'SIGKILL');
      await run.endsWith(1);
      expect(run.output()).toMatch(/vehicles ended by SIGKILL\. The last lines of .*vehicles\.log:\n {2}\S/);
      expect(await survivors(members)).toEqual([]);
    },
    laterStartMs,
  );
});

describe('a start that cannot succeed', () => {
  it(
    'names the port that is taken and the variable to change it',
    async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const run = runStart(home, ['--exit'], { GATEWAY_PORT: `${port}` });
      await run.endsWith(1);
      expect(run.output()).toContain(
        `Port ${port}, wanted for gateway, is taken: end the program that uses it, set GATEWAY_PORT`,
      );
      server.close();
    },
    laterStartMs,
  );

  it(
    'misses Java in one sentence and leaves no process',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'einmal-no-java-'));
      chmodSync(folder, 0o711);
      const run = runStart(home, ['--exit'], { PATH: '/nonexistent', EINMAL_HOME: folder });
      const members: number[] = [];
      while (run.process.exitCode === null) {
        members.push(...family(run.process.pid ?? 0));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await run.endsWith(1);
      expect(run.output()).toContain('Kafka needs Java, and there is none on the PATH: install');
      expect(await survivors(members)).toEqual([]);
      rmSync(folder, { recursive: true, force: true });
    },
    laterStartMs,
  );

  it.each(['secrets.json', 'state.json'])(
    'says what to remove when %s cannot be read',
    async (file) => {
      const folder = mkdtempSync(join(tmpdir(), 'einmal-corrupt-'));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, file), '{"half":');
      const run = runStart(home, ['--exit'], { EINMAL_HOME: folder });
      await run.endsWith(1);
      expect(run.output()).toContain(
        `${join(folder, file)} cannot be read: remove the folder ${folder}, then start again.`,
      );
      rmSync(folder, { recursive: true, force: true });
    },
    laterStartMs,
  );
});
