import type { ChangeEvent } from './change-event.ts';
import { withoutTrace, writeChangeEvent } from './traced-event.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const event = { specversion: '1.0', id: 'e', subject: 'ä', data: { version: 1 } } as unknown as ChangeEvent;

describe('the trace of an event', () => {
  it('is one attribute more, which can be dropped again byte for byte', () => {
    const written = writeChangeEvent(event, traceparent);
    expect(JSON.parse(written)).toEqual({ ...event, traceparent });
    expect(withoutTrace(Buffer.from(written)).toString()).toBe(JSON.stringify(event));
  });

  it('is missing where nothing is traced, and then there is nothing to drop', () => {
    const written = Buffer.from(writeChangeEvent(event));
    expect(written.toString()).toBe(JSON.stringify(event));
    expect(withoutTrace(written)).toBe(written);
    expect(withoutTrace(Buffer.from('{')).toString()).toBe('{');
  });
});
