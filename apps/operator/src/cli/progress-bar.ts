import type { CliContext } from './cli-context.ts';

const BAR_WIDTH = 30;

/** `[#########.....................]  31 %  312 of 1000  text` */
export function progressLine(done: number, total: number, text: string): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${done} of ${total}  ${text}`.trimEnd();
}

export interface ProgressState {
  readonly done: number;
  readonly total: number;
  /** What else there is to say, as `12 failed`. */
  readonly text: string;
  readonly finished: boolean;
}

const EVERY_MS = 200;

/**
 * Shows a bar until the work is finished: written over on a terminal, else a line per step of ten per cent.
 * @returns the last state, that is to say the finished one
 */
export async function followProgress<S extends ProgressState>(
  { remark, live, width }: Pick<CliContext, 'remark' | 'live' | 'width'>,
  read: () => Promise<S>,
): Promise<S> {
  let shown = '';
  for (;;) {
    const state = await read();
    const line = progressLine(state.done, state.total, state.text);
    const step = state.total === 0 ? 'all' : String(Math.floor((10 * state.done) / state.total));
    const mark = live ? line : `${step} ${state.finished}`;
    if (mark !== shown) remark(live ? `\r\u001B[2K${line.slice(0, width - 1)}` : `${line}\n`);
    shown = mark;
    if (state.finished) {
      if (live) remark('\n');
      return state;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
