/**
 * npm run test:containers [-- --quick]. Engine, images, the suites with servers through testcontainers; with `--quick`
 * only one suite of each server. Exit codes: 0 all is well, 1 something is red, 69 (EX_UNAVAILABLE) no engine can be had.
 */
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure, endAllManaged, LocalFailure } from '#libs/local-services';
import { findOrStartEngine, type Engine } from './engine.ts';
import { imageLines } from './image-lines.ts';
import { BASE_IMAGE, ensureImages, serverImages } from './stand-ins.ts';
import { runSuites } from './suites.ts';

const UNAVAILABLE = 69;
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(process.env['EINMAL_HOME'] || join(root, '.local'), 'containers');
const logFile = join(folder, 'test-containers.log');
const quick = process.argv.includes('--quick');

const begun = Date.now();
function tell(text: string): void {
  const line = `${String(Math.round((Date.now() - begun) / 1_000)).padStart(4)} s  ${text}\n`;
  process.stdout.write(line);
  appendFileSync(logFile, line);
}

let hasBeenInterrupted = false;
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      hasBeenInterrupted = true;
      reject(new LocalFailure(`Interrupted by ${signal}.`));
    });
});

/** An engine without images is none. */
async function prepare(): Promise<Engine> {
  const engine = await findOrStartEngine({ folder, tell });
  tell(`Engine: ${engine.description}`);
  try {
    await ensureImages(serverImages, { docker: engine.docker, logFile, tell });
    for (const line of await imageLines(engine.docker, [BASE_IMAGE, ...serverImages])) tell(`  ${line}`);
    return engine;
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

async function main(): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  rmSync(logFile, { force: true });
  const preparing = prepare();
  let engine: Engine | undefined;
  try {
    engine = await Promise.race([preparing, interrupted]);
    const { docker, died } = engine;
    const suites = runSuites({ docker, quick, logFile, root, tell });
    // It fails as well when the engine dies; that sentence comes first.
    suites.catch(() => undefined);
    const green = await Promise.race([suites, died.then(fail), interrupted]);
    tell(green ? 'All is well.' : 'Not all is well, see above.');
    return green ? 0 : 1;
  } catch (error) {
    tell(describeFailure(error));
    return engine || hasBeenInterrupted ? 1 : UNAVAILABLE;
  } finally {
    await engine?.stop();
    await endAllManaged();
    // What was interrupted tidies up after itself.
    await preparing.catch(() => undefined);
    tell(`Log: ${logFile}`);
  }
}

const fail = (text: string): never => {
  throw new LocalFailure(text);
};

interrupted.catch(() => undefined);
process.exit(await main());
