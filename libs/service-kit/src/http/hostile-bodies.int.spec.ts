import { NDJSON } from './content-type.rules.ts';
import { type NotesService, startNotes } from './testing/notes-service.ts';
import { drippingExchange, problemOf, type RawAnswer, rawExchange } from './testing/raw-exchange.ts';

let notes: NotesService;
let url: string;
beforeAll(async () => {
  notes = await startNotes();
  url = notes.url;
});
afterAll(() => notes.stop());

/** A POST whose header lines are written as they stand. */
const post = (path: string, lines: readonly string[], body: string | Buffer): Promise<RawAnswer> => {
  const bytes = Buffer.from(body);
  const head = ['host: x', 'connection: close', `content-length: ${bytes.length}`, ...lines];
  return rawExchange(
    url,
    Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`, 'latin1'),
    bytes,
  );
};
describe('content types', () => {
  it.each([
    ['application/json'],
    ['Application/JSON'],
    ['\tapplication/json \t'],
    ['application/json;charset=utf-8'],
    ['application/json; charset="UTF-8"; a=b'],
  ])('reads JSON as %j', async (type) => {
    expect(await post('/notes', [`content-type: ${type}`], '{"text":"a"}')).toMatchObject({
      status: 200,
      body: '{"text":"a"}',
    });
  });

  it.each([
    ['a stream of another route', [`content-type: ${NDJSON}`]],
    ['a stream, behind a tab', [`content-type:\t${NDJSON}`]],
    ['a stream, in upper case with a parameter', [`content-type: ${NDJSON.toUpperCase()}; a=b`]],
    ['two types in one line', [`content-type: application/json, ${NDJSON}`]],
    ['two lines', ['content-type: application/json', `content-type: ${NDJSON}`]],
    ['two lines that agree', ['content-type: application/json', 'Content-Type: application/json']],
    ['text', ['content-type: text/plain']],
    ['a form', ['content-type: application/x-www-form-urlencoded']],
    ['permits', ['content-type: application/jose']],
    ['Latin-1', ['content-type: application/json; charset=iso-8859-1']],
    ['a broken type', ['content-type: json']],
    ['an empty type', ['content-type:']],
    ['no type', []],
    ['compressed bytes', ['content-type: application/json', 'content-encoding: gzip']],
  ])('refuses %s', async (_name, lines) => {
    expect(problemOf(await post('/notes', lines, '{}'))).toEqual([415, 'content-type-unsupported']);
  });

  it('gives a stream to the route that takes one and JSON to no such route', async () => {
    const lines = '{"a":1}\n{"b":2}\n';
    expect(await post('/notes/stream', [`content-type: ${NDJSON}; charset=utf-8`], lines)).toMatchObject({
      status: 200,
      body: lines,
    });
    const json = await post('/notes/stream', ['content-type: application/json'], '{}');
    expect(problemOf(json)).toEqual([415, 'content-type-unsupported']);
  });

  it.each([
    ['gzip', Buffer.from('1f8b0800', 'hex')],
    ['zip', Buffer.from('504b0304', 'hex')],
    ['zstd', Buffer.from('28b52ffd', 'hex')],
  ])('refuses a file of %s for a stream', async (_name, bytes) => {
    const answer = await post('/notes/stream', [`content-type: ${NDJSON}`], bytes);
    expect(problemOf(answer)).toEqual([415, 'content-type-unsupported']);
  });
});

describe('text', () => {
  it('is refused when its bytes are not UTF-8, and may begin with a mark', async () => {
    const json = ['content-type: application/json'];
    const latin = await post('/notes', json, Buffer.from('{"text":"M\u00fcller"}', 'latin1'));
    expect(problemOf(latin)).toEqual([400, 'encoding-invalid']);
    expect((await post('/notes', json, '\ufeff{"text":"M\u00fcller"}')).body).toBe('{"text":"M\u00fcller"}');
  });

  it.each([[1_300], [10_000], [30_000]])('is refused when nested %i deep', async (depth) => {
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    const answer = await post('/notes', ['content-type: application/json'], `{"text":${deep}}`);
    expect(problemOf(answer)).toEqual([400, 'json-too-deep']);
  });
});

describe('a body that does not come', () => {
  const begun = (path: string, type: string) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: 5000\r\n\r\n`;

  it('is answered after a while and the connection is closed', async () => {
    const answer = await rawExchange(url, begun('/notes', 'application/json'), '{');
    expect(problemOf(answer)).toEqual([408, 'request-too-slow']);
  });

  it('is not waited for where the answer went out before it', async () => {
    for (const request of [
      begun('/notes', 'text/plain'),
      begun('/nowhere', NDJSON),
      begun('/ids/%zz', NDJSON),
    ]) {
      expect((await rawExchange(url, request, '{')).status).toBeGreaterThanOrEqual(400);
    }
    const answered = await rawExchange(
      url,
      'GET /ids/1 HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n',
      '1',
    );
    expect(answered.status).toBe(200);
  });

  it('is answered likewise where it would be a stream', async () => {
    expect(problemOf(await rawExchange(url, begun('/notes/stream', NDJSON)))).toEqual([
      408,
      'request-too-slow',
    ]);
  });

  it('is cut off where a stream began and dried up', async () => {
    const answer = await rawExchange(url, begun('/notes/stream', NDJSON), '{"a":1}\n');
    expect(answer.body).not.toContain('"a"');
    expect(notes.streamed()).toBe('{"a":1}\n');
  });

  it('is cut off where a stream comes drop by drop', async () => {
    const answer = await drippingExchange(url, `${begun('/notes/stream', NDJSON)}{"a":1}\n`);
    expect(answer.body).not.toContain('"a"');
    expect(notes.streamed()).toMatch(/^{"a":1}\n +$/);
  });
});
