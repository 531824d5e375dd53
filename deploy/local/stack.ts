import type { ManagedProcess } from '#libs/local-services';
import type { AppName } from './apps.ts';
import { appSettings, appUrl, type StackFacts } from './app-settings.ts';
import { ComposeServers, type ServerChoice } from './compose-servers.ts';
import type { LocalHome } from './local-home.ts';
import { describeEnd, untilReady } from './readiness.ts';
import { startAppProgram } from './program.ts';

/** The processes of a running stack; knows which one failed first. */
export class Stack {
  readonly #apps: ManagedProcess[] = [];
  #servers: ComposeServers | undefined;
  /** Rejects when a process ends that nobody asked to end. */
  readonly crashed: Promise<never>;
  #reportCrash: (reason: Error) => void = () => undefined;

  constructor() {
    this.crashed = new Promise<never>((_resolve, reject) => {
      this.#reportCrash = reject;
    });
    this.crashed.catch(() => undefined);
  }

  /** From now on, the end of this process is the end of the stack. */
  guard(managed: ManagedProcess | undefined): void {
    void managed?.exited.then(async ({ wanted }) => {
      if (!wanted) this.#reportCrash(await describeEnd(managed));
    });
  }

  async startApp(app: AppName, facts: StackFacts, onProgress: (text: string) => void): Promise<void> {
    const managed = startAppProgram(facts.home, app, appSettings(app, facts));
    this.#apps.push(managed);
    this.guard(managed);
    await untilReady(managed, appUrl(facts, app), onProgress, facts.tls);
  }

  /** Starts servers in containers, and has them removed at the end. @returns how they are reached */
  async startServers(
    home: LocalHome,
    servers: ServerChoice['containers'],
    env: NodeJS.ProcessEnv,
    say: (text: string) => void,
  ): Promise<Readonly<Record<string, string>>> {
    this.#servers = await ComposeServers.prepare(home, servers, env, say);
    return this.#servers.start(home, servers, (managed) => this.guard(managed), say);
  }

  /** When no process is left. */
  async removeServers(): Promise<void> {
    await this.#servers?.remove();
  }

  /** Ends the apps, which may still need their servers to finish what they do. */
  async stopApps(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.stop()));
  }
}
