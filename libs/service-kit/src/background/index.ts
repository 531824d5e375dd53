export * from './back-off.ts';
export * from './background.module.ts';
export * from './loop.ts';
export * from './pause.ts';
export * from './slots.ts';
export * from './time-limit.ts';
