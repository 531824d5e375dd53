import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '#libs/local-services';
import type { Docker } from './docker.ts';
import { succeed } from './succeed.ts';

const VERSION = 'v2.40.3';
const MODULE = 'github.com/docker/compose/v2';

const cachedBinary = (): string => join(cacheFolder(), `compose-${VERSION}-${process.arch}`);

/** Compose v2 where it is there: the engine's own plugin, or what was built for this user before. */
export async function findCompose(docker: Docker): Promise<readonly string[] | undefined> {
  const plugin = await docker.ask('compose', 'version', '--short').catch(() => '');
  if (/^v?[2-9]\d*\./.test(plugin)) return ['docker', 'compose'];
  return existsSync(cachedBinary()) ? [cachedBinary()] : undefined;
}

/**
 * The command that is Compose v2: the engine's own plugin, else a binary built from its Go module, once per user.
 * @throws LocalFailure where there is neither the plugin nor Go
 */
export async function composeCommand(
  docker: Docker,
  logFile: string,
  tell: (text: string) => void,
): Promise<readonly string[]> {
  const found = await findCompose(docker);
  if (found) return found;
  const binary = cachedBinary();
  tell(`building Compose ${VERSION} from its Go module (once, minutes)`);
  mkdirSync(cacheFolder(), { recursive: true });
  const module = mkdtempSync(join(tmpdir(), 'einmal-compose-'));
  const draft = `${binary}.${process.pid}`;
  const go = (...args: readonly string[]): Promise<void> =>
    succeed({ name: `There is no Compose, and building it (go ${args[0]})`, command: 'go', args, logFile });
  try {
    writeFileSync(join(module, 'go.mod'), 'module einmal/compose\n\ngo 1.24\n');
    await go('get', '-C', module, `${MODULE}/cmd@${VERSION}`);
    const flags = ['-trimpath', '-ldflags', `-s -w -X ${MODULE}/internal.Version=${VERSION}`];
    await go('build', '-C', module, ...flags, '-o', draft, `${MODULE}/cmd`);
    renameSync(draft, binary);
  } finally {
    rmSync(module, { recursive: true, force: true });
    rmSync(draft, { force: true });
  }
  return [binary];
}
