import type { ChangeEvent } from './change-event.ts';

const OPENING = '{"traceparent":"';
const LENGTH = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'.length;
const CLOSING = '",';
const opening = Buffer.from(OPENING);
const BRACE = 0x7b;

/**
 * An event as it stands on Kafka, perhaps with where in a trace its act was recorded: CloudEvents' extension for distributed
 * tracing. That comes first, so that whoever hands events on can drop it without reading them.
 */
export const writeChangeEvent = (event: ChangeEvent, traceparent?: string): string => {
  const text = JSON.stringify(event);
  return traceparent === undefined ? text : `${OPENING}${traceparent}${CLOSING}${text.slice(1)}`;
};

/** The same event without its trace, byte for byte as it would have been written. */
export function withoutTrace(value: Buffer): Buffer {
  if (value.length < opening.length || value.compare(opening, 0, opening.length, 0, opening.length) !== 0)
    return value;
  const rest = value.subarray(OPENING.length + LENGTH + CLOSING.length - 1);
  const plain = Buffer.from(rest);
  plain[0] = BRACE;
  return plain;
}
