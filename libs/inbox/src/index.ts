export { connectInbox } from './connect-inbox.ts';
export { InboxContext, type ReplayOfEvent } from './inbox-context.ts';
export type { InboxOptions } from './inbox-options.ts';
export { inboxMigration } from './inbox.migration.ts';
export { inboxSweepMigrations } from './inbox-sweeps.migration.ts';
export { inboxUpkeepMigrations } from './inbox-upkeep.migration.ts';
export { keepInbox } from './inbox-upkeep.ts';
export { OnEvent } from './on-event.decorator.ts';
export { SkipOnReplay } from './skip-on-replay.decorator.ts';
