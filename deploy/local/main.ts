import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeFailure, endAllManaged, LocalFailure } from '#libs/local-services';
import { bringUp } from './bring-up.ts';
import { chooseServers, type ServerChoice } from './compose-servers.ts';
import { guidedLookup } from './guided-lookup.ts';
import { LocalHome } from './local-home.ts';
import { choosePorts, chooseStartPagePort } from './ports.ts';
import { root } from './repository.ts';
import { readSecrets } from './secrets.ts';
import { Stack } from './stack.ts';
import { serveStartPage, startFactsOf } from './start-page.ts';
import { changedSecrets } from './tls/secret-files.ts';
import { ensureTlsFiles, type TlsFiles } from './tls/tls-files.ts';

const rendererGraceMs = 1_500;
/** How long each step of the guided lookup may take: who asked for nothing else waits for it, others have a stack. */
const lookupMs = { exit: 600_000, stay: 60_000 };

const PLAIN_CONTAINERS =
  'The containers of docker-compose.yml speak plain text, so --secure has no use for them: set EINMAL_SERVERS=own, and EINMAL_HOME to another folder, because the data of this one are in their volumes.';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
const home = new LocalHome(root, process.env);
const stack = new Stack();

const OPTIONS = ['--exit', '--secure'];
const isSecure = process.argv.includes('--secure');

/** Whoever misspells `--secure` would believe that nothing is said in plain text. */
function checkOptions(given: readonly string[]): void {
  const unknown = given.find((word) => !OPTIONS.includes(word));
  if (unknown !== undefined)
    throw new LocalFailure(`There is no option ${unknown}: npm start takes ${OPTIONS.join(' and ')}.`);
}

/** The certificates of the stack. */
async function securely(servers: ServerChoice): Promise<TlsFiles> {
  if (servers.containers.length > 0) throw new LocalFailure(PLAIN_CONTAINERS);
  const files = await ensureTlsFiles(home);
  say(`TLS on every hop, by certificates of this stack's own authority in ${dirname(files.caFile)}.`);
  return files;
}

async function serve(exitAfterwards: boolean): Promise<void> {
  checkOptions(process.argv.slice(2));
  const { afterCrash } = home.take();
  const ports = await choosePorts(process.env, afterCrash);
  const startPagePort = await chooseStartPagePort(process.env, ports);
  const secrets = await readSecrets(home);
  const servers = chooseServers(process.env, home.state());
  say(servers.line);
  const tls = isSecure ? await securely(servers) : undefined;
  const startPage = `${tls ? 'https' : 'http'}://127.0.0.1:${startPagePort}`;
  const env = process.env;
  const endpoints = await bringUp({ stack, home, ports, startPage, secrets, servers, tls, env });
  const changed = tls ? changedSecrets(home) : [];
  if (changed.length > 0)
    say(
      `\nKept, since they were changed after a start had written them: ${changed.join(', ')}. Remove one to have it made anew.`,
    );
  if (exitAfterwards) return guidedLookup(endpoints, say, lookupMs.exit);
  await serveStartPage(startFactsOf(endpoints, startPage, tls));
  await guidedLookup(endpoints, say, lookupMs.stay).catch((error: unknown) =>
    say(`\nThe guided lookup did not come to its end. ${describeFailure(error)}\nThe services stay up.`),
  );
  say(
    `\nEinmal is running. Try ${endpoints.apps.gateway}/docs; addresses and demo clients are in ${home.path('endpoints.json')}.`,
  );
  if (process.env['EINMAL_HOME']) say(`In another terminal: export EINMAL_HOME=${home.folder}`);
  say('Ctrl-C ends it.');
  say(`\nOpen ${startPage} in a browser.`);
  await new Promise<never>(() => undefined);
}

async function end(serving: Promise<unknown>): Promise<void> {
  await stack.stopApps();
  await endAllManaged();
  await stack.removeServers();
  // The steps that were interrupted fail now; their last lines belong before ours.
  await Promise.race([serving.catch(() => undefined), sleep(rendererGraceMs, undefined, { ref: false })]);
  home.release();
}

let exitCode = 0;
const serving = serve(process.argv.includes('--exit'));
const keepAlive = setInterval(() => undefined, 60_000);
try {
  const outcome = await Promise.race([
    serving,
    stack.crashed,
    interrupted.then(() => 'interrupted' as const),
  ]);
  say(outcome === 'interrupted' ? '\nStopping …' : '\nDone; stopping …');
} catch (error) {
  exitCode = 1;
  process.stderr.write(`\n${describeFailure(error)}\n`);
}
await end(serving);
clearInterval(keepAlive);
process.exit(exitCode);
