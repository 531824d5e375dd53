import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from '#libs/local-services';
import { runCommandLine } from '../../apps/operator/src/cli/program.ts';
import type { IsolatedStack } from '../local/isolated-stack.ts';
import { operatorLogIn } from '../local/operator-login.ts';
import { toolFetch } from '../local/tls/tool-fetch.ts';
import { tokenOf } from '../local/token-of.ts';
import { say, type Screen, WIDTH } from './screen.ts';

const pollMs = 200;
const patienceMs = 300_000;

const quoted = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : `'${word}'`);

/** An operator at work: types command lines, and looks at the service meanwhile. */
export class OperatorDesk {
  constructor(
    private readonly stack: IsolatedStack,
    private readonly screen: Screen,
    private readonly person: 'olga' | 'paul',
  ) {}

  /** Types a command line of `einmal`, whose output is shown as it is. @returns its exit code */
  async type(...words: readonly string[]): Promise<number> {
    const line = ['--as', this.person, ...words];
    say(this.screen, '', `$ npm run -s einmal -- ${line.map(quoted).join(' ')}`);
    return runCommandLine(line, {
      home: this.stack.home.folder,
      logIn: operatorLogIn(this.stack.home.folder),
      fetch: toolFetch,
      out: this.screen.write,
      err: this.screen.write,
      live: this.screen.isTerminal,
      width: WIDTH,
    });
  }

  /** Looks until something holds; a service that was killed answers nothing for a while. */
  async watch<T>(path: string, holds: (seen: T) => boolean, show?: (seen: T) => void): Promise<T> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const seen = await this.send<T>(path).catch(() => undefined);
      if (seen?.status === 200) {
        show?.(seen.body);
        if (holds(seen.body)) return seen.body;
      }
      if (Date.now() > deadline) throw new LocalFailure(`GET ${path} did not become what was waited for.`);
      await sleep(pollMs);
    }
  }

  private async send<T>(path: string): Promise<{ readonly status: number; readonly body: T }> {
    const headers = { authorization: `Bearer ${await this.token()}` };
    const response = await toolFetch(this.stack.endpoints.apps.operator + path, { headers });
    return { status: response.status, body: (await response.json()) as T };
  }

  private known: { readonly token: string; readonly until: number } | undefined;

  private async token(): Promise<string> {
    if (this.known && Date.now() < this.known.until) return this.known.token;
    const token = await tokenOf(this.stack.endpoints, this.person);
    this.known = { token, until: Date.now() + 120_000 };
    return token;
  }
}
