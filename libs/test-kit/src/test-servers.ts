import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFailure, serversDemanded } from '#libs/local-services';
import { ownServers, type TestServers } from './own-servers.ts';

export interface ChooseServersOptions {
  /** Servers of our own keep their data here. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly tell: (text: string) => void;
}

/** An engine says where it is by one of these; the variable and the settings file are those of testcontainers. */
const mayHaveEngine = (env: NodeJS.ProcessEnv): boolean =>
  Boolean(env['DOCKER_HOST']) ||
  [
    '/var/run/docker.sock',
    join(env['XDG_RUNTIME_DIR'] ?? '/run', 'docker.sock'),
    join(env['HOME'] ?? '/', '.docker/run/docker.sock'),
    join(env['HOME'] ?? '/', '.testcontainers.properties'),
  ].some((path) => existsSync(path));

/**
 * The one place that decides where the tests' PostgreSQL and Kafka come from: containers, where an engine answers that
 * has their images or can pull them, else processes of our own. EINMAL_SERVERS forces `containers` or `own`.
 * @throws LocalFailure when containers are demanded and cannot be had
 */
export async function chooseServers({ folder, env, tell }: ChooseServersOptions): Promise<TestServers> {
  const wanted = serversDemanded(env);
  if (wanted === 'own') return ownServers(folder, 'EINMAL_SERVERS=own');
  if (wanted === undefined && !mayHaveEngine(env)) return ownServers(folder, 'no container engine');
  // Loaded where it is needed only: its packages take a second.
  const { containerServers } = await import('./container-servers.ts');
  try {
    return await containerServers(env, tell);
  } catch (error) {
    if (!(error instanceof LocalFailure)) throw error;
    if (wanted === 'containers') throw error;
    return ownServers(folder, error.message);
  }
}
