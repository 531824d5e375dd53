import { writeChangeEvent } from '#libs/contracts';
import { anEvent } from './replay.builder.ts';
import { ChunkCutter } from './replay-sink.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

it('replays an event without the trace of its act', () => {
  const event = anEvent(0, 1);
  const message = {
    offset: '0',
    timestamp: '0',
    key: null,
    value: Buffer.from(writeChangeEvent(event, traceparent)),
  };
  const [chunk] = new ChunkCutter(() => true, 10).cut([{ partition: 0, messages: [message], next: 1 }]);
  expect(chunk!.events.map(({ value }) => value.toString())).toEqual([JSON.stringify(event)]);
});
