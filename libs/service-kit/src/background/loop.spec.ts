import { Logger } from '@nestjs/common';
import { register } from 'prom-client';
import { Loop, type LoopOptions } from './loop.ts';

const NEVER_MS = 60_000;
const backOff = { firstMs: 1, factor: 1, maxMs: 1, jitter: 0 };

/** A loop whose runs the test sees and ends. */
function aLoop(options: Partial<LoopOptions> = {}) {
  const runs: PromiseWithResolvers<number | void>[] = [];
  const begun: (() => void)[] = [];
  const loop = new Loop({
    name: 'test',
    everyMs: NEVER_MS,
    backOff,
    work: () => {
      const run = Promise.withResolvers<number | void>();
      runs.push(run);
      begun.shift()?.();
      return run.promise;
    },
    ...options,
  });
  const next = (): Promise<void> => new Promise((resolve) => begun.push(resolve));
  return { loop, runs, next };
}

async function valueOf(name: string): Promise<number | undefined> {
  const metric = await register.getSingleMetric(name)?.get();
  return metric?.values.find(({ labels }) => labels['task'] === 'test')?.value;
}

describe('a loop', () => {
  const told: unknown[] = [];

  beforeEach(() => {
    told.length = 0;
    Logger.overrideLogger({
      log: (line: unknown) => told.push(line),
      warn: (line: unknown) => told.push(line),
      error: (line: unknown) => told.push(line),
    });
  });

  afterAll(() => Logger.overrideLogger(['error']));

  it('goes on at once while there is more to do', async () => {
    const { loop, runs, next } = aLoop();
    loop.start();
    const second = next();
    runs[0]?.resolve(0);
    await second;
    runs[1]?.resolve();
    await loop.stop();
    expect(runs).toHaveLength(2);
  });

  it('runs again when it is nudged during a run, or in a pause', async () => {
    const { loop, runs, next } = aLoop();
    loop.start();
    const second = next();
    loop.nudge();
    runs[0]?.resolve();
    await second;
    const third = next();
    runs[1]?.resolve();
    await new Promise(setImmediate);
    loop.nudge();
    await third;
    runs[2]?.resolve();
    await loop.stop();
    expect(runs).toHaveLength(3);
  });

  it('repeats a failed run, tells a fault once with its cause, and counts every one', async () => {
    const before = (await valueOf('einmal_background_failures_total')) ?? 0;
    const { loop, runs, next } = aLoop();
    loop.start();
    const fault = new Error('no answer', { cause: new Error('connection refused') });
    for (const run of [0, 1]) {
      const again = next();
      runs[run]?.reject(fault);
      await again;
    }
    expect(told).toEqual([expect.objectContaining({ err: fault, retryInMs: 1 })]);
    await expect(valueOf('einmal_background_failures_total')).resolves.toBe(before + 2);
    const again = next();
    runs[2]?.resolve(0);
    await again;
    expect(told).toHaveLength(2);
    await expect(valueOf('einmal_background_last_success_timestamp_seconds')).resolves.toBeGreaterThan(0);
    runs[3]?.resolve();
    await loop.stop();
  });

  it('tells a fault again, and begins with the first pause, after a run that lasted longer than any pause', async () => {
    const { loop, runs, next } = aLoop({ backOff: { ...backOff, factor: 2, maxMs: 0 } });
    loop.start();
    for (const run of [0, 1]) {
      const again = next();
      runs[run]?.reject(new Error('no answer'));
      await again;
    }
    expect(told).toHaveLength(2);
    runs[2]?.resolve();
    await loop.stop();
    expect(told).toHaveLength(3);
    expect(told[2]).toBe('works again after 1 failures');
  });

  it('waits for its back-off, even when it is nudged', async () => {
    const { loop, runs } = aLoop({ backOff: { ...backOff, firstMs: NEVER_MS, maxMs: NEVER_MS } });
    loop.start();
    runs[0]?.reject(new Error('no answer'));
    await new Promise(setImmediate);
    loop.nudge();
    await new Promise(setImmediate);
    expect(runs).toHaveLength(1);
    await loop.stop();
  });

  it('waits at its end for the run under way, and begins no other', async () => {
    const { loop, runs } = aLoop();
    loop.start();
    let isStopped = false;
    const stopped = loop.stop().then(() => (isStopped = true));
    await new Promise(setImmediate);
    expect(isStopped).toBe(false);
    runs[0]?.resolve(0);
    await stopped;
    expect(runs).toHaveLength(1);
  });

  it('tells at its end of a run that does not end', async () => {
    const { loop } = aLoop({ stopMs: 5 });
    loop.start();
    await loop.stop();
    expect(told).toEqual([expect.objectContaining({ msg: 'still running' })]);
  });

  it('runs once more after the stop where the last step must be seen', async () => {
    const { loop, runs, next } = aLoop({ hasLastRun: true });
    loop.start();
    const last = next();
    const stopped = loop.stop();
    runs[0]?.resolve();
    await last;
    runs[1]?.resolve();
    await stopped;
    expect(runs).toHaveLength(2);
  });

  it('does not run when it is stopped before it began', async () => {
    const { loop, runs } = aLoop({ hasLastRun: true });
    await loop.stop();
    expect(runs).toHaveLength(0);
  });
});
