import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFailure, startManaged } from '#libs/local-services';
import type { Docker } from './docker.ts';

const VERSION = 'v2.40.3';
const MODULE = 'github.com/docker/compose/v2';

/**
 * The command that is Compose v2: the engine's own plugin, else a binary built from its Go module, once per user.
 * @throws LocalFailure where there is neither the plugin nor Go
 */
export async function composeCommand(
  docker: Docker,
  logFile: string,
  tell: (text: string) => void,
): Promise<readonly string[]> {
  const plugin = await docker.ask('compose', 'version', '--short').catch(() => '');
  if (/^v?[2-9]\d*\./.test(plugin)) return ['docker', 'compose'];
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'einmal');
  const binary = join(cache, `compose-${VERSION}-${process.arch}`);
  if (existsSync(binary)) return [binary];
  tell(`building Compose ${VERSION} from its Go module (once, minutes)`);
  mkdirSync(cache, { recursive: true });
  const module = mkdtempSync(join(tmpdir(), 'einmal-compose-'));
  const draft = `${binary}.${process.pid}`;
  try {
    writeFileSync(join(module, 'go.mod'), 'module einmal/compose\n\ngo 1.24\n');
    await go(['get', '-C', module, `${MODULE}/cmd@${VERSION}`], logFile);
    const flags = ['-trimpath', '-ldflags', `-s -w -X ${MODULE}/internal.Version=${VERSION}`];
    await go(['build', '-C', module, ...flags, '-o', draft, `${MODULE}/cmd`], logFile);
    renameSync(draft, binary);
  } finally {
    rmSync(module, { recursive: true, force: true });
    rmSync(draft, { force: true });
  }
  return [binary];
}

async function go(args: readonly string[], logFile: string): Promise<void> {
  const program = startManaged({
    name: 'go',
    command: 'go',
    args,
    env: process.env,
    logFile,
    stopSignals: ['SIGTERM'],
  });
  const { code } = await program.exited;
  if (code === 0) return;
  throw new LocalFailure(
    `There is no Compose, and it cannot be built (go ${args[0]}; whole log: ${logFile}). The last words:\n${program.lastLines(5).join('\n')}`,
  );
}
