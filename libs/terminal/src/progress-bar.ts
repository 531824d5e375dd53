const BAR_WIDTH = 30;

/** Where a bar is drawn. */
export interface Screen {
  readonly remark: (text: string) => void;
  /** Whether what was written can be written over. */
  readonly live: boolean;
  readonly width: number;
}

/** `█████████░░░░░░░░░░░░░░░░░░░░░  31 %  312 of 1000  text` */
export function progressLine(done: number, total: number, text: string): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${done} of ${total}  ${text}`.trimEnd();
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What else there is to say, as `12 failed`. */
  readonly text: string;
  readonly finished: boolean;
}

/** Written over on a terminal, else a line per step of ten per cent. */
export class ProgressBar {
  private shown = '';

  constructor(private readonly screen: Screen) {}

  show({ done, total, text, finished }: Progress): void {
    const { remark, live, width } = this.screen;
    const line = progressLine(done, total, text);
    const step = total === 0 ? 'all' : String(Math.floor((10 * done) / total));
    const mark = live ? line : `${step} ${finished}`;
    if (mark !== this.shown) remark(live ? `\r\u001B[2K${line.slice(0, width - 1)}` : `${line}\n`);
    this.shown = mark;
  }

  /** Whatever is written next stands below the bar. */
  end(): void {
    if (this.screen.live) this.screen.remark('\n');
  }
}
