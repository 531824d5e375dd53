import { jest } from '@jest/globals';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import type { Endpoints } from './endpoints.ts';
import { family, untilGone } from './testing/process-family.ts';
import { runStart, startsWithinMs } from './testing/run-start.ts';

jest.setTimeout(2 * startsWithinMs);

let home: string;

const supervisorPid = (): number => Number(readFileSync(join(home, 'supervisor.pid'), 'utf8'));
const endpoints = (): Endpoints =>
  JSON.parse(readFileSync(join(home, 'endpoints.json'), 'utf8')) as Endpoints;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'einmal-home-'));
  chmodSync(home, 0o711);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('npm start', () => {
  it('brings everything up from nothing, shows a lookup and a change, and ends with --exit', async () => {
    const run = runStart(home, ['--exit']);
    await run.shows('Apache Kafka: starting');
    const members = family(run.process.pid ?? 0);
    await run.endsWith(0);
    expect(run.output()).toMatch(/"status": "EVIDENCE"/);
    expect(run.output()).toMatch(/"type": "resident\.moved\.v1"/);
    await untilGone(members);
    expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'endpoints.json')).mode & 0o777).toBe(0o600);
  });

  it('serves until Ctrl-C, refuses a second one in the same folder, and leaves no process', async () => {
    const run = runStart(home, []);
    await run.shows('Ctrl-C ends it.');
    const members = family(run.process.pid ?? 0);
    expect(members.length).toBeGreaterThan(8);
    expect((await fetch(`${endpoints().apps.gateway}/health/ready`)).status).toBe(200);

    const second = runStart(home, []);
    await second.endsWith(1);
    expect(second.output()).toMatch(/Einmal already runs from .* \(process \d+\): .*EINMAL_HOME/);

    run.process.kill('SIGINT');
    await run.endsWith(0);
    await untilGone(members);
  });

  it.each(['the supervisor', 'the entry script'])(
    'leaves no process when %s is killed with -9',
    async (victim) => {
      const run = runStart(home, []);
      await run.shows('Ctrl-C ends it.');
      const members = family(run.process.pid ?? 0);
      process.kill(victim === 'the supervisor' ? supervisorPid() : (run.process.pid ?? 0), 'SIGKILL');
      await run.closed;
      await untilGone(members);
    },
  );

  it('names a service that dies with its last log lines, ends the rest and fails', async () => {
    const run = runStart(home, []);
    await run.shows('Ctrl-C ends it.');
    const members = family(run.process.pid ?? 0);
    const isVehicles = (pid: number): boolean =>
      isAlive(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/apps/vehicles/src/main.js');
    const [vehicles = 0] = members.filter(isVehicles);
    process.kill(vehicles, 'SIGKILL');
    await run.endsWith(1);
    expect(run.output()).toMatch(/vehicles ended by SIGKILL\. The last lines of .*vehicles\.log:\n {2}\S/);
    await untilGone(members);
  });
});

describe('a start that cannot succeed', () => {
  it('names the port that is taken and the variable to change it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const run = runStart(home, ['--exit'], { GATEWAY_PORT: `${port}` });
    await run.endsWith(1);
    expect(run.output()).toContain(
      `Port ${port}, wanted for gateway, is taken: end the program that uses it, set GATEWAY_PORT`,
    );
    server.close();
  });

  it('misses Java in one sentence and leaves no process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-no-java-'));
    chmodSync(folder, 0o711);
    const run = runStart(home, ['--exit'], { PATH: '/nonexistent', EINMAL_HOME: folder });
    const members: number[] = [];
    await eventually('the start ends', () => {
      members.push(...family(run.process.pid ?? 0));
      return run.process.exitCode !== null;
    });
    await run.endsWith(1);
    expect(run.output()).toContain('Kafka needs Java, and there is none on the PATH: install');
    await untilGone(members);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['secrets.json', 'state.json'])('says what to remove when %s cannot be read', async (file) => {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-corrupt-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), '{"half":');
    const run = runStart(home, ['--exit'], { EINMAL_HOME: folder });
    await run.endsWith(1);
    expect(run.output()).toContain(
      `${join(folder, file)} cannot be read: remove the folder ${folder}, then start again.`,
    );
    rmSync(folder, { recursive: true, force: true });
  });
});
