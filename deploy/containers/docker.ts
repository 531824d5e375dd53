import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { succeed } from './succeed.ts';

const execute = promisify(execFile);

/** The `docker` command at one engine. */
export class Docker {
  readonly host: string | undefined;
  private readonly logFile: string;

  /**
   * @param host of the engine, as DOCKER_HOST has it: `unix:///run/docker.sock`; docker's own choice where it is absent
   * @param logFile everything that is built or run is written here
   */
  constructor(host: string | undefined, logFile: string) {
    this.host = host;
    this.logFile = logFile;
  }

  get env(): NodeJS.ProcessEnv {
    // The classic builder: Debian's engine comes without buildx.
    return { ...process.env, ...(this.host && { DOCKER_HOST: this.host }), DOCKER_BUILDKIT: '0' };
  }

  /** What the command prints. */
  async ask(...args: readonly string[]): Promise<string> {
    const { stdout } = await execute('docker', args, { env: this.env, maxBuffer: 16 * 1024 * 1024 });
    return stdout.trim();
  }

  async answers(): Promise<boolean> {
    return this.ask('version', '--format', '{{.Server.Version}}').then(
      () => true,
      () => false,
    );
  }

  async hasImage(name: string): Promise<boolean> {
    return this.ask('image', 'inspect', '--format', '{{.Id}}', name).then(
      () => true,
      () => false,
    );
  }

  /** A value of the image's label, or nothing. */
  label(image: string, name: string): Promise<string> {
    return this.ask('image', 'inspect', '--format', `{{index .Config.Labels "${name}"}}`, image);
  }

  /** Something long: its output goes to the log. @throws LocalFailure one sentence, with its last words */
  async run(what: string, args: readonly string[]): Promise<void> {
    await succeed({ name: what, command: 'docker', args, env: this.env, logFile: this.logFile });
  }
}
