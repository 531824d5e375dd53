import { Agent, request } from 'undici';
import { NoAnswer } from './problem.ts';

/** A certificate that names the client (RFC 8705), and whom it believes. */
export interface TlsOptions {
  /** PEM */
  readonly cert?: string | Buffer;
  /** PEM */
  readonly key?: string | Buffer;
  /** PEM; the system's authorities otherwise */
  readonly ca?: string | Buffer;
}

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

export const headerOf = ({ headers }: WireAnswer, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Connections to the services of one exchange. It follows no redirects: a token goes to the address it is for. */
export class Transport {
  readonly #agent: Agent;

  constructor({ cert, key, ca }: TlsOptions = {}) {
    this.#agent = new Agent({
      connect: { ...(cert && { cert }), ...(key && { key }), ...(ca && { ca }) },
      maxResponseSize: 64 * 1024 * 1024,
    });
  }

  /** @throws NoAnswer where none came; the reason of `signal` where the caller gave up */
  async send({ method, url, headers, body, timeoutMs, signal }: WireRequest): Promise<WireAnswer> {
    const late = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await request(url, {
        method: method as 'GET',
        headers,
        body: body ?? null,
        dispatcher: this.#agent,
        signal: signal ? AbortSignal.any([late, signal]) : late,
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, body: parsed(text, answer.headers) };
    } catch (error) {
      signal?.throwIfAborted();
      // Without the cause: a message of the HTTP client may quote a header.
      throw new NoAnswer(`${method} ${new URL(url).origin}`, late.aborted ? 'timeout' : codeOf(error));
    }
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}

function parsed(text: string, { 'content-type': type }: WireAnswer['headers']): unknown {
  return JSON_TYPE.test(String(type)) ? (JSON.parse(text) as unknown) : undefined;
}

function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: string; readonly name?: string };
  return code ?? name ?? 'unknown';
}
