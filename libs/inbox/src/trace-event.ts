import { isTracing, startSpan, traced } from '#libs/service-kit';
import { type ReceivedEvent, traceOf } from './received.ts';

/** A try of an event's handler, as part of the trace of its act. */
export const traceTry = (
  event: ReceivedEvent,
  group: string,
  attempt: number,
  work: () => Promise<void>,
): Promise<void> =>
  isTracing()
    ? traced(
        'consumer',
        nameOf(event),
        { ...told(event, group), 'einmal.attempt': attempt },
        work,
        traceOf(event),
      )
    : work();

/**
 * That an event came to a group which has to find out whom it concerns, and no more: whether it handles it, and what that
 * leads to, says what is in its register about a person.
 */
export function traceReceipt(event: ReceivedEvent, group: string): void {
  const trace = isTracing() ? traceOf(event) : undefined;
  if (trace) startSpan('consumer', nameOf(event), told(event, group), trace)?.end();
}

const nameOf = ({ type }: ReceivedEvent): string => `process ${type}`;
const told = ({ type }: ReceivedEvent, group: string) =>
  ({
    'messaging.system': 'kafka',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.consumer.group.name': group,
    'einmal.event.type': type,
  }) as const;
