/**
 * npm run test:containers [-- --quick | --journey | --kills]. Engine, images, the suites with servers through
 * testcontainers, and on docker-compose.yml the README and the death of each service under load; with `--quick` one suite
 * of each server and nothing else, with `--journey` the README alone, with `--kills` the deaths.
 * Exit codes: 0 all is well, 1 something is red, 69 (EX_UNAVAILABLE) no engine can be had that runs a container.
 */
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFailure, endAllManaged, LocalFailure } from '#libs/local-services';
import { ComposeProject } from './compose-project.ts';
import type { Docker } from './docker.ts';
import { findOrStartEngine, type Engine } from './engine.ts';
import { buildOwnImages, compareRebuilt, imageLines } from './images.ts';
import { BASE_IMAGE, composeImages, demandContainer, ensureImages, serverImages } from './stand-ins.ts';
import { walkReadme } from './journey.ts';
import { killEach } from './kills.ts';
import { walkNpmStart } from './npm-start.ts';
import { runSuites } from './suites.ts';

const UNAVAILABLE = 69;
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(process.env['EINMAL_HOME'] || join(root, '.local'), 'containers');
const logFile = join(folder, 'test-containers.log');
const quick = process.argv.includes('--quick');
const onlyJourney = process.argv.includes('--journey');
const onlyKills = process.argv.includes('--kills');
const withSuites = !onlyJourney && !onlyKills;

const begun = Date.now();
function tell(text: string): void {
  const line = `${String(Math.round((Date.now() - begun) / 1_000)).padStart(4)} s  ${text}\n`;
  process.stdout.write(line);
  appendFileSync(logFile, line);
}

let hasEngine = false;
let hasBeenInterrupted = false;
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      hasBeenInterrupted = true;
      reject(new LocalFailure(`Interrupted by ${signal}.`));
    });
});

async function prepare(): Promise<Engine> {
  const engine = await findOrStartEngine({ folder, tell });
  try {
    await demandContainer({ docker: engine.docker, logFile, tell });
    hasEngine = true;
    tell(`Engine: ${engine.description}`);
    await ensureImages(serverImages, { docker: engine.docker, logFile, tell });
    for (const line of await imageLines(engine.docker, [BASE_IMAGE, ...serverImages])) tell(`  ${line}`);
    return engine;
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** @returns whether all was green */
async function work(docker: Docker): Promise<boolean> {
  const green = !withSuites || (await runSuites({ docker, quick, logFile, root, tell }));
  if (quick) return green;
  await ensureImages(composeImages, { docker, logFile, tell });
  for (const line of await imageLines(docker, composeImages)) tell(`  ${line}`);
  tell('Images of our own');
  await buildOwnImages(docker, tell);
  if (withSuites) await compareRebuilt(docker, tell);
  tell('docker-compose.yml');
  await ComposeProject.during({ docker, logFile, root, tell }, async (project) => {
    if (!onlyKills) await walkReadme(project, tell);
    if (!onlyJourney) await killEach(project, tell);
  });
  if (onlyKills) return green;
  tell('npm start on PostgreSQL and Kafka of docker-compose.yml');
  await walkNpmStart({ docker, logFile, root, tell });
  return green;
}

async function main(): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  rmSync(logFile, { force: true });
  const preparing = prepare();
  let engine: Engine | undefined;
  try {
    engine = await Promise.race([preparing, interrupted]);
    const { docker, died } = engine;
    const working = work(docker);
    // It fails as well when the engine dies; that sentence comes first.
    working.catch(() => undefined);
    const green = await Promise.race([working, died.then(fail), interrupted]);
    tell(green ? 'All is well.' : 'Not all is well, see above.');
    return green ? 0 : 1;
  } catch (error) {
    tell(describeFailure(error));
    return hasEngine || hasBeenInterrupted ? 1 : UNAVAILABLE;
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
