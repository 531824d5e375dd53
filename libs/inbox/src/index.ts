export { connectInbox } from './connect-inbox.ts';
export { InboxContext, type ReplayOfEvent } from './inbox-context.ts';
export type { InboxOptions } from './inbox-options.ts';
export { inboxMigration } from './inbox.migration.ts';
export { OnEvent } from './on-event.decorator.ts';
export { SkipOnReplay } from './skip-on-replay.decorator.ts';
