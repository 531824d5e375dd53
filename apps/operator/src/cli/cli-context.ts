import type { Command } from 'commander';
import type { OperatorClient } from './operator.client.ts';

/** What every command gets: where to ask, and how to show. */
export interface CliContext {
  /** As the person, or with the token, that the global options name. */
  readonly client: () => OperatorClient;
  /** One line, or several, on standard output. */
  readonly print: (text: string) => void;
  /** Progress and remarks: standard error, so that `--json` stays clean. */
  readonly remark: (text: string) => void;
  /** Whether `--json` was given. */
  readonly json: boolean;
  /** Whether standard error is a terminal, on which a line may be written over. */
  readonly live: boolean;
  /** Characters of a line. */
  readonly width: number;
  /** How the process ends unless something fails later. */
  readonly exitWith: (code: number) => void;
}

/** Adds commands to the program; `context` may be called only while a command runs, when the options are known. */
export type CommandGroup = (program: Command, context: () => CliContext) => void;

/** Exit codes: as asked; not possible or refused; wrong usage; done, but events failed or were refused. */
export const exitCodes = { fine: 0, failed: 1, usage: 2, incomplete: 3 } as const;
