import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from '#libs/local-services';
import type { Endpoints } from '../local/endpoints.ts';
import { tokenOf } from '../local/token-of.ts';
import { say, type Screen } from './screen.ts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

const pollMs = 200;
const patienceMs = 300_000;

/** An operator at work: what is done is shown as the request it is; what is only looked at is not. */
export class OperatorDesk {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly screen: Screen,
    private readonly person: string,
  ) {}

  async act<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer<T>> {
    const answer = await this.send<T>(method, path, body);
    const sent = body === undefined ? '' : ` ${JSON.stringify(body)}`;
    say(this.screen, `  ${this.person}> ${method} ${path}${sent}`, `  ← ${answer.status}`);
    return answer;
  }

  /** @throws LocalFailure when the answer is a refusal */
  async succeed<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await this.act<T>(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new LocalFailure(`${method} ${path} was refused: ${JSON.stringify(answer.body)}`);
  }

  async look<T>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  /** Looks until something holds; a service that was killed answers nothing for a while. */
  async watch<T>(path: string, holds: (seen: T) => boolean, show?: (seen: T) => void): Promise<T> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const seen = await this.send<T>('GET', path).catch(() => undefined);
      if (seen?.status === 200) {
        show?.(seen.body);
        if (holds(seen.body)) return seen.body;
      }
      if (Date.now() > deadline) throw new LocalFailure(`GET ${path} did not become what was waited for.`);
      await sleep(pollMs);
    }
  }

  private async send<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
    const response = await fetch(this.endpoints.apps.operator + path, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  private known: { readonly token: string; readonly until: number } | undefined;

  private async token(): Promise<string> {
    if (this.known && Date.now() < this.known.until) return this.known.token;
    const token = await tokenOf(this.endpoints, this.person);
    this.known = { token, until: Date.now() + 120_000 };
    return token;
  }
}
