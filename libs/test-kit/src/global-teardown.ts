import { once } from 'node:events';

/** Ends the servers of the run and waits until they are gone. */
export default async function endServiceHost(): Promise<void> {
  const child = globalThis.einmalServiceHost;
  if (!child || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
  globalThis.einmalServiceHost = undefined;
}
