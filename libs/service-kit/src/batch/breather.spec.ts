import { setImmediate as turn } from 'node:timers/promises';
import { Breather } from './breather.ts';

describe('a breather', () => {
  it('gives way after each five milliseconds of work, and not before', async () => {
    let now = 0;
    let turns = 0;
    const breather = new Breather(() => now);
    const idle = (): NodeJS.Immediate =>
      setImmediate(() => {
        turns += 1;
        if (now < 100) idle();
      });
    idle();
    await breather.breathe();
    expect(turns).toBe(0);
    for (; now < 100; now += 1) await breather.breathe();
    expect(turns).toBeGreaterThanOrEqual(18);
    expect(turns).toBeLessThanOrEqual(21);
    await turn();
  });
});
