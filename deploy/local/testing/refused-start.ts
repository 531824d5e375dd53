import { readFileSync } from 'node:fs';
import { eventually } from '#libs/test-kit';
import type { AppName } from '../apps.ts';
import type { LocalHome } from '../local-home.ts';
import { startAppProgram } from '../program.ts';

/** Longer than a start takes on a machine that is busy; who is not refused is killed then. */
const endsWithinMs = 60_000;

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Starts the built service as the local stack does, and waits until it has refused that.
 * @returns all that it wrote, line by line: where this is a sentence alone, nothing of it had begun
 */
export async function refusedStart(
  home: LocalHome,
  app: AppName,
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const managed = startAppProgram(home, app, env);
  const port = Number(env['PORT'] ?? 0);
  const ready: number[] = [];
  try {
    const look = async (): Promise<boolean> => {
      for (const door of port > 0 ? [port, port + 1_000] : []) if (await isReady(door)) ready.push(door);
      return managed.hasExited();
    };
    await eventually(`${app} ends`, look, Boolean, endsWithinMs);
    expect({ ...(await managed.exited), ready }).toMatchObject({ code: 1, ready: [] });
    return readFileSync(managed.logFile, 'utf8').trimEnd().split('\n');
  } finally {
    await managed.kill9();
  }
}
