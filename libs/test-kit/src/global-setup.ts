import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const host = fileURLToPath(new URL('./service-host.ts', import.meta.url));

declare global {
  var einmalServiceHost: ChildProcess | undefined;
}

/** Jest calls this once per run, whichever projects take part. Servers start only when a spec asks for them. */
export default async function startServiceHost(): Promise<void> {
  if (globalThis.einmalServiceHost) return;
  const child = spawn(process.execPath, ['--no-warnings', '--conditions=source', host], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  });
  globalThis.einmalServiceHost = child;
  const gone = once(child, 'exit').then(() => [undefined]);
  const [address] = (await Promise.race([once(child, 'message'), gone])) as [string | undefined];
  if (!address) throw new Error('The host of the test servers did not start, see above.');
  process.env['EINMAL_TEST_HOST'] = address;
}
