import type { AppName } from '../description/app-names.ts';
import { Tally } from './tally.ts';

/** How long a caller waits, as docs/connect.md advises. */
const PATIENCE_MS = 30_000;

export interface Question {
  readonly url: string;
  readonly token: string;
  /** Sent by POST; without one it is a GET. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What callers must not see, with how often they saw it. */
export class Faults {
  private readonly counts = new Map<string, number>();
  private down: AppName | undefined;

  /** From now on no connection is expected of this service, or of none. */
  expectDown(service: AppName | undefined): void {
    this.down = service;
  }

  isDown(service: AppName): boolean {
    return this.down === service;
  }

  note(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** One sentence, or nothing. */
  inWords(): string | undefined {
    if (this.counts.size === 0) return undefined;
    const seen = [...this.counts].map(([what, count]) => `${count} × ${what}`);
    return `Callers saw what they must not see: ${seen.join('; ')}.`;
  }
}

/** Callers of one kind, who come again after a 503 or a broken connection, and count both. */
export class Caller {
  readonly tally = new Tally(Date.now());
  private readonly what: string;
  private readonly service: AppName;
  private readonly faults: Faults;

  /** @param service that they call */
  constructor(what: string, service: AppName, faults: Faults) {
    this.what = what;
    this.service = service;
    this.faults = faults;
  }

  /** @returns what was answered, where it is a good answer */
  async ask<T>({ url, token, body, headers }: Question): Promise<T | undefined> {
    return this.attempt(async () => {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text() };
    });
  }

  /** @param send fails where there is no answer */
  async attempt<T>(send: () => Promise<{ status: number; text: string }>): Promise<T | undefined> {
    const sentMs = Date.now();
    const answer = await send().catch(() => undefined);
    if (answer === undefined) return this.broken(sentMs);
    if (answer.status >= 200 && answer.status < 300) {
      this.tally.answered(sentMs, Date.now());
      return JSON.parse(answer.text) as T;
    }
    const how = `${answer.status} ${codeOf(answer.text)}`;
    this.tally.refused(how, sentMs, Date.now());
    if (answer.status !== 503) this.faults.note(`${this.what}: ${how}`);
    return undefined;
  }

  private broken(sentMs: number): undefined {
    this.tally.refused('no connection', sentMs, Date.now());
    if (!this.faults.isDown(this.service))
      this.faults.note(`${this.what}: no connection, though nobody had killed ${this.service}`);
    return undefined;
  }
}

/** Of a problem (RFC 9457), or of a refused token (RFC 6749 §5.2). */
function codeOf(text: string): string {
  try {
    const { code, error } = JSON.parse(text) as { readonly code?: string; readonly error?: string };
    return code ?? error ?? 'without a code';
  } catch {
    return 'without JSON';
  }
}
