import { anEvent } from '../event.builder.ts';
import type { InboxOptions } from '../inbox-options.ts';
import { Gate } from './gate.ts';
import type { InboxStand } from './inbox-stand.ts';
import type { Script } from './stand.controller.ts';

/** Calls of handlers, in their order. */
export type Calls = { readonly key: string; readonly transaction: string }[];

/**
 * Starts an inbox whose one transaction at a time is held by an event of the key `first`, until the gate is opened: what is
 * sent meanwhile gathers.
 */
export async function gathering(
  stand: InboxStand,
  script: Script,
  options: Partial<InboxOptions> = {},
): Promise<{ readonly gate: Gate; readonly calls: Calls }> {
  const gate = new Gate();
  const calls: Calls = [];
  const held: Script = async (event, context) => {
    if (event.subject === 'first') return gate.pass();
    const [row] = await context.manager.query<{ id: string }[]>('select pg_current_xact_id()::text as id');
    calls.push({ key: event.subject, transaction: row?.id ?? '' });
    await script(event, context);
  };
  await stand.start(held, { transactionsAtOnce: 1, attempts: 3, ...options });
  await stand.send(anEvent('first', 1));
  await gate.reached;
  return { gate, calls };
}
