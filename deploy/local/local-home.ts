import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRunning, LocalFailure, readPid, tryLock } from '#libs/local-services';

/** Of a stack's addresses (`Endpoints`). */
export const endpointsFile = 'endpoints.json';

/** What is remembered between two starts. */
export interface LocalState {
  /** Ports of the servers behind the apps: kept so that an address somebody noted stays right. */
  readonly postgresPort?: number;
  readonly kafkaPort?: number;
  /** Where the servers of the last start came from. */
  readonly servers?: 'own' | 'containers';
  /** Whether the engine keeps volumes of this home, with data that its keys belong to. */
  readonly hasVolumes?: true;
  /** Build whose migrations and policy the databases kept here have. */
  readonly preparedBuild?: string;
  /** Apps of registers whose sample data were imported. */
  readonly sampleLoaded?: readonly string[];
  /** Whether the gateway was told once whose records the registers keep. */
  readonly routingFilled?: boolean;
}

const supervisorMarker = 'deploy/local/main';

/** The folder that holds everything the local stack keeps: `.local`, or what EINMAL_HOME names. */
export class LocalHome {
  readonly folder: string;

  constructor(root: string, env: NodeJS.ProcessEnv) {
    this.folder = resolve(root, env['EINMAL_HOME'] || '.local');
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /**
   * Makes the folder and takes it for this process; a second supervisor is refused.
   * @returns whether the last one died without tidying up: what it started may take some seconds to end
   */
  take(): { readonly afterCrash: boolean } {
    mkdirSync(this.folder, { recursive: true, mode: 0o711 });
    const lock = this.path('supervisor.pid');
    const owner = readPid(lock);
    if (owner !== undefined && !isRunning(owner, supervisorMarker)) rmSync(lock, { force: true });
    const taken = tryLock(lock);
    if (taken.owner === undefined) return { afterCrash: owner !== undefined };
    throw new LocalFailure(
      `Einmal already runs from ${this.folder} (process ${taken.owner}): use that one, end it with Ctrl-C, or set EINMAL_HOME to another folder.`,
    );
  }

  release(): void {
    const lock = this.path('supervisor.pid');
    if (readPid(lock) === process.pid) rmSync(lock, { force: true });
  }

  state(): LocalState {
    return this.readJson<LocalState>('state.json') ?? {};
  }

  remember(change: LocalState): void {
    this.writeJson('state.json', { ...this.state(), ...change });
  }

  /** A JSON object kept here, or nothing when there is no such file. */
  readJson<T extends object>(name: string): T | undefined {
    const file = this.path(name);
    if (!existsSync(file)) return undefined;
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T;
    } catch {
      // Told below, together with what is JSON but no object.
    }
    throw new LocalFailure(`${file} cannot be read: remove the folder ${this.folder}, then start again.`);
  }

  /** Written under another name and renamed, so that no crash leaves half a file; only its owner may read it. */
  writeJson(name: string, value: object): void {
    const file = this.path(name);
    const draft = `${file}.draft`;
    writeFileSync(draft, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, file);
  }
}
