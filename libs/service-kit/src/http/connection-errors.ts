import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DomainError, RequestInvalid, toProblem } from '../errors/index.ts';
import { HeadersTooLarge, RequestTooSlow, RouteUnknown } from './request.errors.ts';

/**
 * Answers what Node refuses before there is a request: as a problem, without repeating a byte of what was sent, and
 * with the end of the connection, since nobody knows where the next request would begin.
 */
export class ConnectionErrors {
  constructor(private readonly problemBaseUrl: string) {}

  /** Fastify's `clientErrorHandler`. */
  readonly answerFault = (error: Error & { readonly code?: string }, socket: Duplex): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    this.end(socket, refusalOf(error.code));
  };

  /** What has no handler in Node: another expectation than `100-continue`, and tunnels. */
  attach(server: Server): void {
    server.on('checkExpectation', (_request, response) => {
      const { status, body } = this.problem(
        notUnderstood('The Expect header names nothing that is known here.'),
      );
      response
        .writeHead(status, { ...headers, 'content-length': body.length, connection: 'close' })
        .end(body);
    });
    server.on('connect', (_request, socket) => this.end(socket, new RouteUnknown()));
  }

  private end(socket: Duplex, refusal: DomainError): void {
    if (!socket.writable || answerBegan(socket)) {
      socket.destroy();
      return;
    }
    const { status, body } = this.problem(refusal);
    const lines = Object.entries({ ...headers, 'content-length': body.length, connection: 'close' });
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
    socket.end(Buffer.concat([Buffer.from(head), body]), () => socket.destroy());
  }

  private problem(refusal: DomainError): { readonly status: number; readonly body: Buffer } {
    const problem = toProblem(refusal, this.problemBaseUrl, randomUUID().replaceAll('-', ''));
    return { status: problem?.status ?? 400, body: Buffer.from(JSON.stringify(problem)) };
  }
}

const headers = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

function refusalOf(code: string | undefined): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW') return new HeadersTooLarge();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTooSlow();
  return notUnderstood('The request is not well-formed HTTP (RFC 9112).');
}

const notUnderstood = (detail: string): DomainError => RequestInvalid.at('/', detail);

/** Half an answer cannot be followed by another one. */
function answerBegan(socket: Duplex): boolean {
  const { _httpMessage: answer } = socket as { _httpMessage?: { readonly headersSent?: boolean } | null };
  return answer?.headersSent === true;
}
