import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure, LongWait, type ManagedProcess } from '#libs/local-services';
import { toolFetch, type ToolTls } from './tls/tool-fetch.ts';

const readyWithinMs = 600_000;
const pollMs = 60;

/** One sentence and the last log lines of a process that ended although nobody asked it to. */
export async function describeEnd(managed: ManagedProcess): Promise<LocalFailure> {
  const { code, signal } = await managed.exited;
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  const log = managed
    .lastLines(20)
    .map((line) => `  ${line}`)
    .join('\n');
  return new LocalFailure(`${managed.name} ended ${how}. The last lines of ${managed.logFile}:\n${log}`);
}

async function isReady(url: string, tls: ToolTls | undefined): Promise<boolean> {
  try {
    const response = await toolFetch(`${url}/health/ready`, { signal: AbortSignal.timeout(10_000) }, tls);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Resolves when the app answers that it is ready; rejects when its process ends or takes too long. */
export async function untilReady(
  managed: ManagedProcess,
  url: string,
  onProgress: (text: string) => void = () => undefined,
  tls?: ToolTls,
): Promise<void> {
  const wait = new LongWait(readyWithinMs, onProgress);
  while (!(await isReady(url, tls))) {
    if (managed.hasExited()) throw await describeEnd(managed);
    if (!wait.goesOn()) {
      throw new LocalFailure(
        `${managed.name} is not ready after ${readyWithinMs / 1000} s; its log is ${managed.logFile}.`,
      );
    }
    await sleep(pollMs);
  }
}
