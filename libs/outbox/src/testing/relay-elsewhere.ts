import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from '#libs/test-kit';
import type { RelayNotice } from '../relay.ts';

const script = fileURLToPath(new URL('./relay-process.ts', import.meta.url));
/** The service kit's decorators are more than Node's own type stripping takes. */
const hooks = new URL('../../../../deploy/check/lib/typescript-hooks.mjs', import.meta.url).href;

/** A relay process, what it has reported, and its end. */
export class RelayElsewhere {
  /** Events it has published and entered. */
  published = 0;
  /** True when it is gone though nobody asked. */
  crashed = false;
  /** Terms it has led; more than one only after a failure of its own. */
  terms = 0;
  private readonly child: ChildProcess;
  /** Before its first report it does not listen to SIGTERM. */
  private readonly begun: Promise<unknown> = Promise.resolve();

  constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, ['--conditions=source', '--import', hooks, script, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    this.child.once('exit', () => (this.crashed = !this.child.killed));
    if (this.child.stdout) {
      createInterface(this.child.stdout).on('line', (line) => this.note(JSON.parse(line) as RelayNotice));
      this.begun = once(this.child.stdout, 'data');
      this.begun.catch(() => undefined);
    }
  }

  /**
   * kill -9. The process is halted first, so that the answer separates what it produced from what its successor does.
   * @returns milliseconds since 1970
   */
  async kill(): Promise<number> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGSTOP');
    await eventually('the process is halted', () => this.isHalted());
    const at = Date.now();
    this.child.kill('SIGKILL');
    await exited;
    return at;
  }

  /** proc_pid_stat(5): the state follows the command name, which stands in parentheses. */
  private isHalted(): boolean {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'latin1');
    return 'tT'.includes(stat.charAt(stat.lastIndexOf(')') + 2));
  }

  /** @returns its exit code */
  async stop(): Promise<number> {
    const exited = once(this.child, 'exit');
    await Promise.race([this.begun, exited]);
    this.child.kill('SIGTERM');
    const [code] = (await exited) as [number];
    return code;
  }

  private note(notice: RelayNotice): void {
    if (notice.kind === 'leading') this.terms++;
    if (notice.kind === 'published') this.published += notice.events;
  }
}
