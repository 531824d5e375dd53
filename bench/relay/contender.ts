import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Lane } from './relay-stand.ts';
import type { Rival } from './rival-relays.ts';

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const script = fileURLToPath(new URL(`./contender.main.${extension}`, import.meta.url));

/** A relay in a process of its own, so that its CPU time can be told apart. */
export class Contender {
  private constructor(private readonly child: ChildProcess) {}

  static start(kind: 'ours' | Rival, lane: Lane): Contender {
    const url = kind === 'ours' ? lane.appUrl : lane.ownerUrl;
    const args = [script, kind, url, lane.bootstrapServers, lane.topic];
    return new Contender(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}
