import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#libs/local-services';
import { appNames, portVariable } from '../description/app-names.ts';
import { composeCommand } from './compose.ts';
import type { Docker } from './docker.ts';
import { untilScraped } from './scraped.ts';
import { succeed } from './succeed.ts';

export interface ComposeOptions {
  readonly docker: Docker;
  readonly logFile: string;
  readonly root: string;
  readonly tell: (text: string) => void;
}

/** `docker-compose.yml` on ports of its own, for as long as one piece of work lasts. */
export class ComposeProject {
  readonly docker: Docker;
  /** `<APP>_PORT`, `POSTGRES_PORT` and `PROMETHEUS_PORT`, as compose takes them. */
  readonly ports: Readonly<Record<string, string>>;
  /** `docker compose` with this project's files and name. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  private readonly logFile: string;

  private constructor(
    { docker, logFile }: ComposeOptions,
    command: readonly string[],
    ports: Readonly<Record<string, string>>,
  ) {
    this.docker = docker;
    this.command = command;
    this.ports = ports;
    this.env = { ...docker.env, ...ports };
    this.logFile = logFile;
  }

  /**
   * Everything up and the sample data in, then the work; containers and volumes are removed afterwards.
   * @throws LocalFailure what does not come up, or what the work throws
   */
  static async during(
    options: ComposeOptions,
    work: (project: ComposeProject) => Promise<void>,
  ): Promise<void> {
    const { docker, logFile, root, tell } = options;
    const program = await composeCommand(docker, logFile, tell);
    const folder = mkdtempSync(join(tmpdir(), 'einmal-compose-'));
    const ports: Record<string, string> = {};
    for (const name of [...appNames.map(portVariable), 'POSTGRES_PORT', 'PROMETHEUS_PORT'])
      ports[name] = `${await freePort()}`;
    // Kafka tells who comes from outside its own port, which nobody does here.
    const override = join(folder, 'ports.yml');
    writeFileSync(override, 'services:\n  kafka:\n    ports: !reset []\n');
    const files = ['-f', join(root, 'docker-compose.yml'), '-f', override];
    const command = [...program, '-p', `einmal-compose-${process.pid}`, ...files];
    const project = new ComposeProject(options, command, ports);
    try {
      await project.up(tell);
      await work(project);
    } catch (error) {
      await project.run('logs', '--no-color', '--tail', '400').catch(() => undefined);
      throw error;
    } finally {
      // Not by `run`, which starts nothing any more once this program has begun to end what it started.
      await project.ask('down', '--volumes', '--timeout', '5').catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** One command of compose to its end; what it prints goes to the log. @throws LocalFailure one sentence */
  async run(...args: readonly string[]): Promise<void> {
    const [command = '', ...words] = [...this.command, ...args];
    const { env, logFile } = this;
    await succeed({ name: `docker compose ${args[0]}`, command, args: words, env, logFile });
  }

  /** What a command of compose prints. */
  async ask(...args: readonly string[]): Promise<string> {
    const [command = '', ...words] = [...this.command, ...args];
    const { stdout } = await promisify(execFile)(command, words, { env: this.env, maxBuffer: 1_048_576 });
    return stdout.trim();
  }

  private async up(tell: (text: string) => void): Promise<void> {
    const begun = Date.now();
    const seconds = (): number => Math.round((Date.now() - begun) / 1_000);
    await this.run('up', '--wait', '--wait-timeout', '400');
    tell(`  up and healthy after ${seconds()} s`);
    await this.run('run', '--rm', '-T', 'sample');
    tell(`  sample data after ${seconds()} s`);
    await untilScraped(`http://127.0.0.1:${this.ports['PROMETHEUS_PORT']}`);
    tell(`  Prometheus reads every app after ${seconds()} s`);
  }
}
