import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AppName, appNames, defaultPorts } from '../apps.ts';
import type { Endpoints } from '../endpoints.ts';
import { root } from '../repository.ts';

const MARK = '@@@ next block';

/** The commands that a page shows for the local stack, in order: its blocks marked `sh` and nothing more. */
export const commandsOf = (page: string): string[] =>
  [...page.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] ?? '');

/** Runs commands of a page as they stand, but against the addresses and the folder of a stack. */
export class PageCommands {
  constructor(
    private readonly home: string,
    private readonly endpoints: Endpoints,
  ) {}

  run(script: string): Promise<string> {
    const curl = this.endpoints.tls ? '. ./.local/tls/curl.sh\n' : '';
    return this.runPlain(curl + script);
  }

  /** Without the `curl` that shows certificates by itself. */
  async runPlain(script: string): Promise<string> {
    let text = script.replaceAll('./.local/', `${this.home}/`);
    for (const app of appNames) {
      text = text.replaceAll(`http://127.0.0.1:${defaultPorts[app]}`, this.endpoints.apps[app]);
    }
    const { PATH, HOME } = process.env;
    const { stdout } = await promisify(execFile)('bash', ['-c', text], {
      cwd: root,
      env: { PATH, HOME, EINMAL_HOME: this.home },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }

  /** What a service of the stack has warned of, for a failure whose cause stands nowhere else. */
  warningsOf(app: AppName): readonly string[] {
    const lines = readFileSync(join(this.home, 'logs', `${app}.log`), 'utf8').split('\n');
    return lines.filter((line) => /^\{"level":[4-6]0,/.test(line));
  }

  /** Runs them in one shell. @returns what each of them printed */
  async runAll(scripts: readonly string[]): Promise<readonly string[]> {
    return (await this.run(scripts.join(`\necho; echo '${MARK}'\n`))).split(MARK);
  }
}

/** JSON documents that stand in a text one after the other, with or without line breaks between. */
export function documents(text: string): Record<string, unknown>[] {
  return text
    .replaceAll('}{', '}\n{')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
