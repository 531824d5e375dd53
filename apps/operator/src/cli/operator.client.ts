import type { Problem } from '#libs/contracts';
import { refusedTlsIn, wantsHttps, withTimeLimit } from '#libs/service-kit';

/** Headers that authorise one request. */
export type Authorise = (method: string, url: string) => Promise<Readonly<Record<string, string>>>;

/** Sends one request, as `fetch` does. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** What the person at the command line did wrong or cannot have; its text stands for itself. */
export class CliFailure extends Error {}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

const TIMEOUT_MS = 30_000;

/** Speaks to the operator service. Refusals become a {@link CliFailure} that quotes the problem. */
export class OperatorClient {
  constructor(
    private readonly url: string,
    private readonly authorise: Authorise,
    private readonly send: Send = fetch,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.ask<T>('DELETE', path);
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const url = this.url + path;
    const { ok, status, text } = await this.fetch(url, {
      method,
      headers: { ...(await this.authorise(method, url.replace(/\?.*$/, ''))), ...(body && jsonBody) },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
    });
    if (ok) return (text === '' ? undefined : JSON.parse(text)) as T;
    throw refusal(status, text);
  }

  private async fetch(url: string, init: RequestInit): Promise<Answer> {
    try {
      return await withTimeLimit(TIMEOUT_MS, 'Asking the operator service', async (signal) => {
        const response = await this.send(url, { ...init, signal });
        return { ok: response.ok, status: response.status, text: await response.text() };
      });
    } catch (error) {
      throw new CliFailure(await unreached(this.url, error));
    }
  }
}

/** One sentence, with the option to look at. */
async function unreached(url: string, fault: unknown): Promise<string> {
  const options = { address: '--url', ca: '--ca', cert: '--cert', showsCertificate: true };
  const sentence = refusedTlsIn(fault, { ...options, server: url });
  if (sentence !== undefined) return sentence;
  if (await wantsHttps(url, fault)) return `${url} answers by TLS: write https://.`;
  return `The operator service at ${url} does not answer. Is it started?`;
}

const jsonBody = { 'content-type': 'application/json' };

function refusal(status: number, text: string): CliFailure {
  const problem = problemOf(text);
  if (!problem) return new CliFailure(`The operator service answered with status ${status}.`);
  const items = (problem.errors ?? []).map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`).join('');
  return new CliFailure(`${problem.title} (${problem.code}). ${problem.detail}${items}`);
}

function problemOf(text: string): Problem | undefined {
  try {
    const value = JSON.parse(text) as Partial<Problem> | null;
    return value?.title !== undefined && value.code !== undefined ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}
