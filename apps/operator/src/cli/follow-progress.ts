import { pause } from '#libs/service-kit';
import { type Progress, ProgressBar, type Screen } from '#libs/terminal';

const EVERY_MS = 200;

/**
 * Shows a bar until the work is finished.
 * @returns the last state, that is to say the finished one
 */
export async function followProgress<S extends Progress>(screen: Screen, read: () => Promise<S>): Promise<S> {
  const bar = new ProgressBar(screen);
  // by hand: the command ends with it
  for (;;) {
    const state = await read();
    bar.show(state);
    if (state.finished) {
      bar.end();
      return state;
    }
    await pause(EVERY_MS);
  }
}
