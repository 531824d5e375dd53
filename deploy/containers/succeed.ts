import { lastLines, LocalFailure, startManaged } from '#libs/local-services';

export interface Program {
  /** For people, as the beginning of a sentence about its failure. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Takes all that it prints. */
  readonly logFile: string;
}

/** Runs a program to its end. @throws LocalFailure one sentence, with its last words */
export async function succeed({ name, command, args, env = process.env, logFile }: Program): Promise<void> {
  const { exited } = startManaged({ name, command, args, env, logFile, stopSignals: ['SIGTERM'] });
  const { code } = await exited;
  if (code === 0) return;
  const lines = lastLines(logFile, 8);
  if (lines.some((line) => line.includes('no space left on device')))
    throw new LocalFailure(`${name}: the disk is full; make room, then run this again.`);
  throw new LocalFailure(`${name} failed (whole log: ${logFile}). The last words:\n${lines.join('\n')}`);
}
