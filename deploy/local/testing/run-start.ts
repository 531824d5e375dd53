import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '#libs/test-kit';
import { root } from '../repository.ts';

/** From nothing, with a build, on a machine that is busy with other suites. */
export const startsWithinMs = 400_000;
const startScript = join(root, 'deploy/local/start.mjs');

export interface Run {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Waits until the text is printed; fails when the start ends before. */
  shows(text: string): Promise<void>;
  /** Ended, and its output with it. */
  readonly closed: Promise<unknown>;
  /** Rejects with all that was printed when the code is another one. */
  endsWith(code: number): Promise<void>;
}

/** Runs `npm start` with a folder of its own and free ports. */
export function runStart(
  home: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Run {
  const inherited = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    EINMAL_HOME: home,
    EINMAL_PORTS: 'free',
  };
  const child = spawn(process.execPath, [startScript, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  const endsWith = async (code: number): Promise<void> => {
    const ended = await exitCode;
    if (ended !== code) throw new Error(`npm start ended with ${ended}, not ${code}:\n${text}`);
  };
  const shows = async (wanted: string): Promise<void> => {
    const early = exitCode.then((code) => {
      if (!text.includes(wanted)) throw new Error(`npm start ended with ${code}, no "${wanted}":\n${text}`);
    });
    const shown = eventually(
      `npm start prints "${wanted}"`,
      () => text,
      () => text.includes(wanted),
      startsWithinMs,
    );
    await Promise.race([shown, early]);
  };
  return { process: child, output: () => text, shows, closed: exitCode, endsWith };
}
