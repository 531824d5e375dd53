import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';

type Answer = { readonly status: number; readonly body: object };

export interface Taken {
  readonly client: string;
  readonly releaseId: string;
  readonly key: string;
}

export const problem = (status: number, code: string): Answer => ({ status, body: { code } });

/** Gives tokens, registers keys, and hands over releases as it is told: once, and again under the same key. */
export class FakeGateway {
  readonly taken: Taken[] = [];
  readonly keys: string[] = [];
  readonly tokens: string[] = [];
  private readonly releases = new Map<string, (key: string, client: string) => Answer | Promise<Answer>>();
  private readonly first = new Map<string, string>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** What it answers to who takes this release. */
  hold(releaseId: string, answer: (key: string, client: string) => Answer | Promise<Answer>): void {
    this.releases.set(releaseId, answer);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const { status, body } = await this.answerTo(request, text);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private answerTo({ url, headers }: IncomingMessage, text: string): Answer | Promise<Answer> {
    if (url === '/token') {
      this.tokens.push(new URLSearchParams(text).get('client_id') ?? '');
      const token = `${this.tokens.at(-1)}~${randomUUID()}`;
      return { status: 200, body: { access_token: token, expires_in: 300 } };
    }
    const content = JSON.parse(text) as { readonly releaseId?: string; readonly kid?: string };
    if (url === '/v1/encryption-key') {
      this.keys.push(content.kid ?? '');
      return { status: 200, body: {} };
    }
    const [client = ''] = headers.authorization?.split(' ').at(-1)?.split('~') ?? [];
    return this.take({ client, releaseId: content.releaseId ?? '', key: String(headers['idempotency-key']) });
  }

  private async take({ client, releaseId, key }: Taken): Promise<Answer> {
    this.taken.push({ client, releaseId, key });
    const held = this.releases.get(releaseId);
    if (held === undefined) return problem(404, 'release-unknown');
    const before = this.first.get(releaseId);
    if (before !== undefined && before !== key) return problem(409, 'release-taken');
    const answer = await held(key, client);
    if (answer.status === 200) this.first.set(releaseId, key);
    return answer;
  }
}
