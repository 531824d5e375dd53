import { Pool } from 'undici';

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Requests to several gateways in turn. */
export class Calls {
  private readonly pools: readonly Pool[];

  constructor(urls: readonly string[], connections: number) {
    this.pools = urls.map((url) => new Pool(url, { connections, pipelining: 1 }));
  }

  /** @param nth whose turn it is */
  async send(
    nth: number,
    token: string,
    path: string,
    body?: object,
    further: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const pool = this.pools[nth % this.pools.length]!;
    const type = body ? { 'content-type': 'application/json' } : {};
    const answer = await pool.request({
      path,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...type, ...further },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as Reply['body'] };
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.close()));
  }
}
