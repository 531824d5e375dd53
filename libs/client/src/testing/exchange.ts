import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Whom the certificate names. */
  readonly peer: string;
}

export interface Said {
  readonly status?: number;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks instead. */
  readonly silent?: boolean;
}

type Speaker = (asked: Asked) => Said | Promise<Said>;

/** Issuer and service at the other end of the wire; it says what it is told to, and remembers what it was asked. */
export class Exchange {
  readonly asked: Asked[] = [];
  readonly tokensAsked: Asked[] = [];
  /** Each answers one request; the last one all that follow. */
  answers: Said[] = [{ body: {} }];
  token: Speaker = () => ({
    body: { access_token: `token-${this.tokensAsked.length}`, token_type: 'DPoP', expires_in: 300 },
  });
  /** What it calls itself. */
  issuer: string;
  /** Told after each answer of the service. */
  answered: () => void = () => undefined;
  readonly url: string;

  private constructor(
    private readonly server: Server,
    scheme: string,
  ) {
    this.url = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
    this.issuer = this.url;
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void this.hear(request, response),
    );
  }

  static async open(tls?: ServerOptions): Promise<Exchange> {
    const server = tls ? createTlsServer(tls) : createServer();
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    return new Exchange(server, tls ? 'https' : 'http');
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const { subject } = (request.socket as Partial<TLSSocket>).getPeerCertificate?.() ?? {};
    const asked = { method, path, headers, body: await text(request), peer: String(subject?.CN) };
    const { status = 200, body = {}, headers: more = {}, silent = false } = await this.say(asked);
    if (silent) return void request.socket.destroy();
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...more });
    response.end(isText ? body : JSON.stringify(body), () => path.startsWith('/v1/') && this.answered());
  }

  private say(asked: Asked): Said | Promise<Said> {
    if (asked.path === '/.well-known/oauth-authorization-server')
      return { body: { issuer: this.issuer, token_endpoint: `${this.url}/token` } };
    if (asked.path === '/token') {
      this.tokensAsked.push(asked);
      return this.token(asked);
    }
    this.asked.push(asked);
    return (this.answers.length > 1 ? this.answers.shift() : this.answers[0])!;
  }
}

/** A refusal as services make it. */
export const aRefusal = (
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): Said => ({
  status,
  body: {
    type: `https://gateway.example/problems/${code}`,
    title: 'A title',
    status,
    detail: 'What to do.',
    code,
  },
  headers,
});
