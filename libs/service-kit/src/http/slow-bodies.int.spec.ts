import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from '#libs/test-kit';
import { NDJSON } from './content-type.rules.ts';
import { type NotesService, startNotes } from './testing/notes-service.ts';
import { drippingExchange, problemOf } from './testing/raw-exchange.ts';

/** Patient with streams, and with nothing else. */
let notes: NotesService;
beforeAll(async () => {
  notes = await startNotes({ flowMs: 60_000 });
});
afterAll(() => notes.stop());

const begun = (path: string, type: string, length = 1_000) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;

describe('a body that comes drop by drop', () => {
  it.each([
    ['/notes', 'application/json'],
    ['/notes/own', 'text/plain'],
  ])('is cut off at %s, although bytes flow', async (path, type) => {
    const answer = await drippingExchange(notes.url, begun(path, type));
    expect(problemOf(answer)).toEqual([408, 'request-too-slow']);
  });
});

describe('a stream that goes on', () => {
  it('outlasts the time of an ordinary body', async () => {
    const { hostname, port } = new URL(notes.url);
    const [first, last] = ['{"a":1}\n', '{"b":2}\n'];
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(begun('/notes/stream', NDJSON, first.length + last.length) + first);
    await eventually(
      'the stream has begun',
      () => notes.streamed(),
      (came) => came === first,
    );
    const ordinary = await drippingExchange(notes.url, begun('/notes', 'application/json'));
    expect(ordinary.status).toBe(408);
    socket.write(last);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*{"a":1}\n{"b":2}\n$/);
  });
});
