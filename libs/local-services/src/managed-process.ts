import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from './local-failure.ts';
import { lastLines } from './log-tail.ts';
import { forget, watch } from './watchdog.ts';

export interface ManagedProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the child; nothing is inherited. */
  readonly env: NodeJS.ProcessEnv;
  /** Standard output and error are appended here. */
  readonly logFile: string;
  /** Sent one after the other, each given `patienceMs`, until the process has ended. */
  readonly stopSignals: readonly NodeJS.Signals[];
  readonly patienceMs?: number;
  /** Ends it at once together with its children; by default SIGKILL, which reaches no child. */
  readonly atOnce?: NodeJS.Signals;
  readonly uid?: number;
  readonly gid?: number;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when `stop()` or `kill9()` asked for it. */
  readonly wanted: boolean;
}

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  readonly exited: Promise<ProcessExit>;
  hasExited(): boolean;
  /** Ends the process politely, then less so; safe to call twice. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Ends it at once, with the processes that are its own to end. */
  kill(): Promise<void>;
  lastLines(count?: number): string[];
}

const running = new Set<ManagedProcess>();
let ending = false;

/** For the end of the program: stops every process still running, including those whose start is not complete. */
export async function endAllManaged(): Promise<void> {
  ending = true;
  await Promise.all([...running].map((managed) => managed.stop()));
}

/** The same where nothing that they keep is needed any more: at once. */
export async function killAllManaged(): Promise<void> {
  ending = true;
  await Promise.all([...running].map((managed) => managed.kill()));
}

/**
 * Starts a long-running process in a session of its own (a Ctrl-C of the terminal reaches only the supervisor, which
 * decides the order), and makes sure it cannot outlive this process.
 */
export function startManaged(options: ManagedProcessOptions): ManagedProcess {
  const { name, logFile, stopSignals, atOnce, patienceMs = 10_000 } = options;
  if (ending) throw new LocalFailure(`${name} was not started: the program is ending.`);
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(options.command, options.args, {
    env: options.env,
    detached: true,
    stdio: ['ignore', log, log],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  closeSync(log);
  const pid = child.pid;
  if (pid === undefined) {
    child.on('error', () => undefined);
    throw new LocalFailure(`${name} could not be started: ${options.command} cannot be run.`);
  }
  watch(pid, [...stopSignals, 'SIGKILL']);

  let wanted = false;
  let ended = false;
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      forget(pid);
      running.delete(managed);
      resolve({ code, signal, wanted });
    });
  });

  async function endWith(signals: readonly NodeJS.Signals[]): Promise<void> {
    wanted = true;
    for (const signal of signals) {
      if (ended) return;
      child.kill(signal);
      await Promise.race([exited, sleep(patienceMs, undefined, { ref: false })]);
    }
    await exited;
  }

  const managed: ManagedProcess = {
    name,
    pid,
    logFile,
    exited,
    hasExited: () => ended,
    stop: () => endWith([...stopSignals, 'SIGKILL']),
    kill9: () => endWith(['SIGKILL']),
    kill: () => endWith(atOnce === undefined ? ['SIGKILL'] : [atOnce, 'SIGKILL']),
    lastLines: (count) => lastLines(logFile, count),
  };
  running.add(managed);
  return managed;
}
