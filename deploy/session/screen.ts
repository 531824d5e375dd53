import { ProgressBar } from '#libs/terminal';

export const WIDTH = 110;

/** Where the session is printed; a terminal gets a bar that moves, everything else a line now and then. */
export interface Screen {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
}

export const progressBar = ({ write, isTerminal }: Screen): ProgressBar =>
  new ProgressBar({ remark: write, live: isTerminal, width: WIDTH });

export const say = (screen: Screen, ...lines: readonly string[]): void =>
  screen.write(`${lines.join('\n')}\n`);

export const heading = (screen: Screen, text: string): void => say(screen, '', `── ${text} ──`);
