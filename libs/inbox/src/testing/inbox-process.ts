/**
 * An inbox as a process of its own, so that a test can kill it without warning. Argument: settings as JSON.
 * Events with a version of at least `slowFrom` take `slowMs`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { startStand, takeEffect } from './start-stand.ts';

interface ProcessSettings {
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly group: string;
  readonly topic: string;
  readonly slowFrom: number;
  readonly slowMs: number;
}

const { slowFrom, slowMs, ...settings } = JSON.parse(process.argv[2] ?? '') as ProcessSettings;

const { app } = await startStand({
  ...settings,
  log: true,
  script: async (event, context) => {
    await takeEffect(event, context);
    if (event.data.version < slowFrom) return;
    process.send?.(event.data.version);
    await delay(slowMs); // sleeps: the handler that is slow
  },
});
app.enableShutdownHooks(['SIGTERM']);
