import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, LocalFailure } from '#libs/local-services';
import { composeCommand } from './compose.ts';
import type { Docker } from './docker.ts';
import { untilScraped } from './scraped.ts';
import { succeed } from './succeed.ts';

export interface JourneyOptions {
  readonly docker: Docker;
  readonly logFile: string;
  readonly root: string;
  readonly tell: (text: string) => void;
}

const apps = {
  IDENTITY: 8086,
  RESIDENTS: 8081,
  VEHICLES: 8082,
  BUSINESS: 8083,
  GATEWAY: 8080,
  OPERATOR: 8084,
};
/** What the README's commands answer one after the other, as far as the page says so. */
const expected = [
  '"status":"EVIDENCE"',
  '"kind":"CHOICE"',
  '"code":"field-not-granted"',
  '"state":"WITHDRAWN"',
  '"code":"consent-withdrawn"',
  '"status":"NO_EVIDENCE"',
  '"disclosures":',
  '"changedFields":["addresses"]',
  '"subject":"BPA-2026-000123"',
  '"cases":',
];

/**
 * Walks the README on docker-compose.yml: everything up, sample data in, its commands as they stand but for the ports,
 * the way to a token, and what is about files of `npm start`. Containers and volumes are removed afterwards.
 * @throws LocalFailure at the first answer that is not what the page says
 */
export async function walkReadme({ docker, logFile, root, tell }: JourneyOptions): Promise<void> {
  const command = await composeCommand(docker, logFile, tell);
  const folder = mkdtempSync(join(tmpdir(), 'einmal-journey-'));
  const ports: Record<string, string> = {};
  for (const name of [...Object.keys(apps), 'POSTGRES', 'PROMETHEUS'])
    ports[`${name}_PORT`] = `${await freePort()}`;
  // Kafka tells who comes from outside its own port, which nobody does here.
  const override = join(folder, 'ports.yml');
  writeFileSync(override, 'services:\n  kafka:\n    ports: !reset []\n');
  const project = [
    '-p',
    `einmal-journey-${process.pid}`,
    '-f',
    join(root, 'docker-compose.yml'),
    '-f',
    override,
  ];
  const env = { ...docker.env, ...ports };
  const compose = async (what: string, ...args: readonly string[]): Promise<void> => {
    const [program = '', ...words] = [...command, ...project, ...args];
    await succeed({ name: what, command: program, args: words, env, logFile });
  };
  try {
    const begun = Date.now();
    await compose('docker compose up', 'up', '--wait', '--wait-timeout', '400');
    tell(`  up and healthy after ${seconds(begun)} s`);
    await untilScraped(`http://127.0.0.1:${ports['PROMETHEUS_PORT']}`);
    tell(`  Prometheus reads every app after ${seconds(begun)} s`);
    await compose('docker compose run sample', 'run', '--rm', '-T', 'sample');
    tell(`  sample data after ${seconds(begun)} s`);
    const token = [...command, ...project, 'run', '--rm', '-T', 'token'].map((word) => `'${word}'`).join(' ');
    const printed = await runBlocks(
      blocksFor(readFileSync(join(root, 'README.md'), 'utf8'), ports, token),
      env,
    );
    checkAnswers(printed);
    tell(`  README walked after ${seconds(begun)} s, ${expected.length} answers as it says`);
  } catch (error) {
    await compose('docker compose logs', 'logs', '--no-color', '--tail', '60').catch(() => undefined);
    throw error;
  } finally {
    await compose('docker compose down', 'down', '--volumes', '--timeout', '5').catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

const seconds = (begun: number): number => Math.round((Date.now() - begun) / 1_000);

/** The page's blocks of commands, but for those of programs that are not in the containers. */
export function blocksFor(page: string, ports: Readonly<Record<string, string>>, token: string): string {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] ?? '');
  let text = blocks.filter((block) => !/kcat|npm run -s einmal/.test(block)).join('\n');
  text = text.replaceAll('npm run -s token --', token);
  for (const [name, port] of Object.entries(apps))
    text = text.replaceAll(`http://127.0.0.1:${port}`, `http://127.0.0.1:${ports[`${name}_PORT`]}`);
  return text;
}

async function runBlocks(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** @throws LocalFailure when one is missing, or comes before its turn */
export function checkAnswers(printed: string): void {
  let at = 0;
  for (const answer of expected) {
    const found = printed.indexOf(answer, at);
    if (found < 0)
      throw new LocalFailure(
        `The README's commands did not answer ${answer} in its turn. They answered:\n${printed.slice(at, at + 2_000)}`,
      );
    at = found + answer.length;
  }
}
