import { Command, CommanderError } from 'commander';
import { jsonWithoutHidden, linesWithoutHidden } from '#libs/terminal';
import { auditCommands } from './audit-commands.ts';
import { type CliContext, type CommandGroup, exitCodes } from './cli-context.ts';
import { connect, type ConnectionOptions, type LogIn } from './connection.ts';
import { deadLetterCommands } from './dead-letter-commands.ts';
import { CliFailure, type Send } from './operator.client.ts';
import { replayCommands } from './replay-commands.ts';
import { markRequired } from './required-options.ts';
import { streamCommands } from './stream-commands.ts';

/** Where the command line runs; a test has its own. */
export interface Surroundings {
  readonly home: string;
  /** Where operators can log in from here: at the local stack. */
  readonly logIn?: LogIn;
  /** How requests are sent where it is not Node's own way: by whom the certificates of the local stack are believed. */
  readonly fetch?: Send;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal. */
  readonly live: boolean;
  readonly width: number;
}

interface GlobalOptions extends ConnectionOptions {
  readonly json: boolean;
}

const commandGroups: readonly CommandGroup[] = [
  streamCommands,
  deadLetterCommands,
  replayCommands,
  auditCommands,
];

/** Runs one command line, without the program's own name. @returns the exit code, see {@link exitCodes} */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let code: number = exitCodes.fine;
  const program = createProgram(surroundings);
  const context = (): CliContext => {
    const options = program.opts<GlobalOptions>();
    return {
      client: () => connect(options, surroundings),
      print: (text) => surroundings.out(`${(options.json ? jsonWithoutHidden : linesWithoutHidden)(text)}\n`),
      remark: surroundings.err,
      json: options.json,
      live: surroundings.live,
      width: surroundings.width,
      exitWith: (chosen) => (code = chosen),
    };
  };
  for (const add of commandGroups) add(program, context);
  markRequired(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (!(error instanceof CliFailure)) throw error;
    surroundings.err(`${linesWithoutHidden(error.message)}\n`);
    return exitCodes.failed;
  }
}

function createProgram({ out, err }: Surroundings): Command {
  return new Command('einmal')
    .description('Watch and mend the event streams of Einmal.')
    .option('--as <operator>', 'who logs in, at the local stack: olga or paul', 'olga')
    .option('--url <url>', 'the operator service; default: the local stack')
    .option('--token <token>', 'access token; default: one of the local stack')
    .option('--ca <file>', "PEM file of who signed the service's certificate")
    .option('--cert <file>', 'PEM file of the certificate that the token is bound to')
    .option('--cert-key <file>', 'PEM file of the key of --cert')
    .option('--json', 'print what the service answered', false)
    .addHelpText(
      'after',
      `\nExit codes: 0 as asked, 1 refused or not possible, 2 wrong usage, 3 done but not all of it.`,
    )
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err });
}
