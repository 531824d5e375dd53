import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  readonly subject: object;
  readonly fields?: readonly string[];
  readonly caseReference: string;
}

/** An issuer and a gateway in one, over HTTP; it answers as it is told to. */
export class GatewayServer {
  readonly asked: Asked[] = [];
  tokens = 0;
  /** Status and body of a lookup's answer; the body gets a `lookupId`. */
  answer: { readonly status: number; readonly body: object } = {
    status: 200,
    body: { status: 'NO_EVIDENCE' },
  };
  private readonly server: Server = createServer((request, response) => {
    void this.reply(request).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  tell(address: object): void {
    this.answer = { status: 200, body: { status: 'EVIDENCE', evidence: { address } } };
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async reply(request: IncomingMessage): Promise<{ readonly status: number; readonly body: object }> {
    const text = Buffer.concat((await request.toArray()) as Buffer[]).toString();
    if (request.url === '/token') {
      this.tokens += 1;
      return {
        status: 200,
        body: { access_token: `token-${this.tokens}`, token_type: 'DPoP', expires_in: 300 },
      };
    }
    const { status, body } = this.answer;
    this.asked.push(JSON.parse(text) as Asked);
    return { status, body: { lookupId: randomUUID(), ...body } };
  }
}
