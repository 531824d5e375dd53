import {
  createServer as createHttp,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from '#libs/test-kit';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request; may be called with the raw response to misbehave. */
export type Behaviour = (
  response: Parameters<RequestListener>[1],
  received: Received,
) => void | Promise<void>;

export const answer =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end();

/** A real server on loopback that takes webhooks and does as it is told. */
export class TestReceiver {
  behaviour: Behaviour = answer(204);
  readonly received: Received[] = [];
  connections = 0;
  private readonly server: Server;

  constructor(
    private readonly host = '127.0.0.1',
    certificate?: TestCertificate,
  ) {
    const listener: RequestListener = (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const received = { method, path: url, headers, body };
        this.received.push(received);
        void this.behaviour(response, received);
      });
    };
    this.server = certificate ? createHttps(certificate, listener) : createHttp(listener);
    this.server.on('connection', () => this.connections++);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  start(port = 0): Promise<this> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject).listen(port, this.host, () => resolve(this));
    });
  }

  /** Hangs up on everybody. */
  release(): void {
    this.server.closeAllConnections();
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}
