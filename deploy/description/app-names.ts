/** The apps, in no particular order: they start side by side. Each describes itself in `apps/<name>/deploy.ts`. */
export const appNames = ['identity', 'residents', 'vehicles', 'business', 'gateway', 'operator'] as const;
export type AppName = (typeof appNames)[number];
