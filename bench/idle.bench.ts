/**
 * `npm run bench -- idle`: what the whole stack costs while nobody asks for anything. Starts it as `npm start` does,
 * with its guided lookup, lets it rest for a minute and looks at /proc for another.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { table } from '#libs/terminal';
import { programNames } from '../deploy/description/app-names.ts';
import { round } from './measure.ts';
import { type Usage, usageByName } from './process-cpu.ts';

const restSeconds = Number(process.env['BENCH_REST'] ?? 60);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 60);
const goals = { serviceCpuPercent: 0.3, serviceResidentMb: 150, postgresCpuPercent: 1 };
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function nameOf(commandLine: string): string | undefined {
  if (commandLine.startsWith('postgres:') || /\/bin\/postgres /.test(commandLine)) return 'postgres';
  if (/\bjava\b.*kafka/.test(commandLine)) return 'kafka';
  return programNames.find((app) => commandLine.includes(`/apps/${app}/src/main.js`));
}

const folder = mkdtempSync(join(tmpdir(), 'einmal-idle-'));
// PostgreSQL runs as nobody when we are root, and has to reach its data.
chmodSync(folder, 0o711);
const stack = spawn(process.execPath, ['deploy/local/start.mjs'], {
  env: { PATH: process.env['PATH'], HOME: process.env['HOME'], EINMAL_HOME: folder, EINMAL_PORTS: 'free' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(stack, 'exit');
try {
  say('starting the stack …');
  await started();
  say(`at rest for ${restSeconds} s …`);
  await delay(restSeconds * 1_000);
  say(`looking for ${seconds} s …`);
  const before = usageByName(stack.pid ?? 0, nameOf);
  const begun = performance.now();
  await delay(seconds * 1_000);
  const took = (performance.now() - begun) / 1_000;
  report(before, usageByName(stack.pid ?? 0, nameOf), took);
} finally {
  stack.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

async function started(): Promise<void> {
  let text = '';
  const isUp = new Promise<void>((resolve) => {
    stack.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Einmal is running')) resolve();
    });
  });
  await Promise.race([isUp, ended.then(() => Promise.reject(new Error(`The stack ended:\n${text}`)))]);
  if (text.includes('did not come to its end')) throw new Error(`The guided lookup failed:\n${text}`);
}

function report(before: ReadonlyMap<string, Usage>, after: ReadonlyMap<string, Usage>, took: number): void {
  const rows = ['postgres', 'kafka', ...programNames].map((name) => {
    const [earlier, later] = [before.get(name), after.get(name)];
    if (!earlier || !later) throw new Error(`${name} is not there.`);
    return {
      name,
      cpuPercent: round((100 * (later.cpuSeconds - earlier.cpuSeconds)) / took, 2),
      residentMb: round(later.residentMb, 0),
      proportionalMb: round(later.proportionalMb, 0),
    };
  });
  const all = rows.reduce((sum, { cpuPercent }) => sum + cpuPercent, 0);
  const figures = table<{ name: string; cpuPercent: number; residentMb?: number; proportionalMb?: number }>(
    [...rows, { name: 'all', cpuPercent: all }],
    [
      { title: '', of: ({ name }) => name },
      { title: '% of a core', of: ({ cpuPercent }) => cpuPercent.toFixed(2), right: true },
      { title: 'resident MB', of: ({ residentMb }) => residentMb, right: true },
      { title: 'MB (its part)', of: ({ proportionalMb }) => proportionalMb, right: true },
    ],
  );
  say(figures);
  const met = rows.every(({ name, cpuPercent, residentMb }) => {
    // The broker's cost is its own; it is named, not judged.
    if (name === 'kafka') return true;
    if (name === 'postgres') return cpuPercent <= goals.postgresCpuPercent;
    return cpuPercent <= goals.serviceCpuPercent && residentMb <= goals.serviceResidentMb;
  });
  const byName = Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures]));
  say(JSON.stringify({ bench: 'idle', restSeconds, seconds, ...byName, goals, met }));
}
