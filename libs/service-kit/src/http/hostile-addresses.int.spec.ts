import { type NotesService, startNotes } from './testing/notes-service.ts';
import { problemOf, rawExchange } from './testing/raw-exchange.ts';

let notes: NotesService;
let url: string;
beforeAll(async () => {
  notes = await startNotes();
  url = notes.url;
});
afterAll(() => notes.stop());

describe('an address', () => {
  it.each([
    ['/ids/%ff', 400, 'encoding-invalid'],
    ['/ids/%zz', 400, 'encoding-invalid'],
    ['/ids/1?secret=%ff', 400, 'encoding-invalid'],
    ['/ids/1?secret=%', 400, 'encoding-invalid'],
    ['/ids/secret-\u00fc', 400, 'request-invalid'],
    [`/ids/${'secret'.repeat(200)}`, 404, 'route-unknown'],
    ['/secret', 404, 'route-unknown'],
  ])('like %s is answered by a problem without it', async (path, status, code) => {
    const request = `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;
    const answer = await rawExchange(url, Buffer.from(request, 'latin1'));
    expect(problemOf(answer)).toEqual([status, code]);
    expect(answer.body).not.toMatch(/secret|%|\u00fc/);
  });
});

describe('what is not HTTP, or not here', () => {
  const get = (lines: readonly string[]) => `GET /ids/secret HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  const close = ['host: x', 'connection: close'];

  it.each<readonly [string, string | Buffer, number, string]>([
    ['no request line', 'secret\r\n\r\n', 400, 'request-invalid'],
    ['an unknown method', 'SECRET /ids/1 HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'request-invalid'],
    ['another protocol', 'GET /ids/secret SECRET/1\r\nhost: x\r\n\r\n', 400, 'request-invalid'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'request-invalid'],
    ['TLS', Buffer.from('16030100a50100', 'hex'), 400, 'request-invalid'],
    ['no Host', get(['connection: close']), 400, 'request-invalid'],
    ['an expectation', get([...close, 'expect: secret']), 400, 'request-invalid'],
    ['too long headers', get([...close, `a: ${'secret'.repeat(4_000)}`]), 431, 'headers-too-large'],
    ['a broken length', get([...close, 'content-length: 1x']), 400, 'request-invalid'],
    ['a negative length', get([...close, 'content-length: -1']), 400, 'request-invalid'],
    ['two lengths', get([...close, 'content-length: 1', 'content-length: 2']), 400, 'request-invalid'],
    [
      'length and chunks',
      get([...close, 'content-length: 1', 'transfer-encoding: chunked']),
      400,
      'request-invalid',
    ],
    ['a broken header', get([...close, 'secret header']), 400, 'request-invalid'],
    ['a tunnel', 'CONNECT secret:1 HTTP/1.1\r\nhost: secret:1\r\n\r\n', 404, 'route-unknown'],
    ...['PUT', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY', 'OPTIONS'].map(
      (method) =>
        [
          `the method ${method}`,
          `${method} /ids/secret HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\r\n`,
          404,
          'route-unknown',
        ] as const,
    ),
    ['a star', 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 404, 'route-unknown'],
  ])('%s: a problem without an echo', async (_name, request, status, code) => {
    const answer = await rawExchange(url, request);
    expect(problemOf(answer)).toEqual([status, code]);
    expect(answer.body.toLowerCase()).not.toContain('secret');
  });

  it('chunks that are broken after the headers: a problem', async () => {
    const head = 'POST /notes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    const answer = await rawExchange(url, `${head}transfer-encoding: chunked\r\n\r\n`, 'secret\r\n');
    expect(problemOf(answer)).toEqual([400, 'request-invalid']);
    expect(answer.body).not.toContain('secret');
  });
});
