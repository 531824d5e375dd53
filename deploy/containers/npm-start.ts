import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, LocalFailure, startManaged } from '#libs/local-services';
import { composeCommand } from './compose.ts';
import type { ComposeOptions } from './compose-project.ts';
import { succeed } from './succeed.ts';

/** Whoever runs Compose as well may name a project for it; the one of a home is another. */
const FOREIGN_PROJECT = 'einmal-of-somebody-else';

/** What each start has to say, in this order. */
const expected = [
  {
    env: { EINMAL_SERVERS: 'containers' },
    says: ['docker-compose.yml (EINMAL_SERVERS=containers)', 'Sample data: generating', '"EVIDENCE"'],
  },
  // The second is told nothing, and finds its data.
  { env: {}, says: ['docker-compose.yml (as at the last start', '"EVIDENCE"'] },
] as const;

/**
 * `npm start -- --exit` twice on PostgreSQL and Kafka of docker-compose.yml, with a home of its own and free ports.
 * @throws LocalFailure when a start fails, says something else, or leaves a container
 */
export async function walkNpmStart({ docker, logFile, root, tell }: ComposeOptions): Promise<void> {
  const compose = await composeCommand(docker, logFile, tell);
  const folder = mkdtempSync(join(tmpdir(), 'einmal-npm-start-'));
  const settings = join(folder, 'compose.json');
  const projectName = (): string => (JSON.parse(readFileSync(settings, 'utf8')) as { name: string }).name;
  const label = (project: string): string => `label=com.docker.compose.project=${project}`;
  const removeProject = async (): Promise<void> => {
    const [command = '', ...words] = compose;
    // Named, as COMPOSE_PROJECT_NAME would say otherwise whose volumes go.
    const project = ['-p', projectName(), '-f', join(root, 'docker-compose.yml'), '-f', settings];
    const args = [...words, ...project, 'down', '--volumes'];
    const { env } = docker;
    await succeed({ name: 'docker compose down', command, args, env, logFile }).catch(() => undefined);
  };
  try {
    for (const { env, says } of expected) {
      const begun = Date.now();
      const printed = await runStart(root, {
        ...docker.env,
        ...env,
        EINMAL_HOME: folder,
        EINMAL_PORTS: 'free',
        COMPOSE_PROJECT_NAME: FOREIGN_PROJECT,
      });
      let at = 0;
      for (const words of says) {
        at = printed.indexOf(words, at);
        if (at < 0)
          throw new LocalFailure(`npm start did not say ${words} in its turn:\n${printed.slice(-3_000)}`);
      }
      const left = await docker.ask('ps', '--all', '--quiet', '--filter', label(projectName()));
      if (left) throw new LocalFailure(`npm start left containers of the project ${projectName()} behind.`);
      tell(`  npm start -- --exit on containers: ${Math.round((Date.now() - begun) / 1_000)} s`);
    }
    const taken = await docker.ask('volume', 'ls', '--quiet', '--filter', label(FOREIGN_PROJECT));
    if (taken) throw new LocalFailure(`npm start took volumes of the project ${FOREIGN_PROJECT}: ${taken}`);
  } finally {
    if (existsSync(settings)) await removeProject();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns all that it printed */
async function runStart(root: string, env: NodeJS.ProcessEnv): Promise<string> {
  const log = join(env['EINMAL_HOME'] ?? root, `npm-start-${Date.now()}.log`);
  const start = startManaged({
    name: 'npm start',
    command: process.execPath,
    args: [join(root, 'deploy/local/start.mjs'), '--exit'],
    env,
    logFile: log,
    stopSignals: ['SIGTERM'],
    patienceMs: 60_000,
  });
  const { code } = await start.exited;
  const printed = lastLines(log, 1_000).join('\n');
  if (code !== 0)
    throw new LocalFailure(`npm start on containers ended with ${code}:\n${printed.slice(-3_000)}`);
  return printed;
}
