import { barText } from './progress-bar.rules.ts';

/** Where the session is printed; a terminal gets a bar that moves, everything else a line now and then. */
export interface Screen {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
}

const CLEAR_LINE = '\r\u001B[2K';
/** Without a terminal, a line for so much more progress. */
const STEP = 0.2;

/** A bar that a person watches. */
export class ProgressBar {
  private shown = -1;

  constructor(private readonly screen: Screen) {}

  show(done: number, total: number, tail?: string): void {
    const share = total === 0 ? 1 : done / total;
    const text = `  ${barText(done, total, tail)}`;
    if (this.screen.isTerminal) this.screen.write(CLEAR_LINE + text);
    else if (share >= this.shown + STEP || (share === 1 && this.shown < 1)) {
      this.screen.write(`${text}\n`);
      this.shown = share;
    }
  }

  end(): void {
    if (this.screen.isTerminal) this.screen.write('\n');
  }
}

export const say = (screen: Screen, ...lines: readonly string[]): void =>
  screen.write(`${lines.join('\n')}\n`);

export const heading = (screen: Screen, text: string): void => say(screen, '', `── ${text} ──`);
