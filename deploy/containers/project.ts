import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#libs/local-services';
import { composeCommand } from './compose.ts';
import type { Docker } from './docker.ts';
import { succeed } from './succeed.ts';

type Variables = Readonly<Record<string, string>>;

/** docker-compose.yml under a name and on free ports of its own, beside whatever else runs on the machine. */
export interface Project {
  /** By variable, for instance `GATEWAY_PORT`. */
  readonly ports: Variables;
  /** As words of a command line, to be followed by what compose is to do. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Its output goes to the log. @throws LocalFailure one sentence, with its last words */
  run(args: readonly string[], extra?: Variables): Promise<void>;
  /** What it prints. */
  ask(args: readonly string[], extra?: Variables): Promise<string>;
  /** Removes containers and volumes. */
  end(): Promise<void>;
}

export interface ProjectOptions {
  readonly docker: Docker;
  readonly logFile: string;
  readonly root: string;
  readonly tell: (text: string) => void;
}

const published = [
  ...['IDENTITY', 'RESIDENTS', 'VEHICLES', 'BUSINESS', 'GATEWAY', 'OPERATOR'],
  ...['POSTGRES', 'KAFKA', 'PROMETHEUS'],
];

/** @param name beginning of the project's name. @throws LocalFailure where there is no Compose, and none can be built */
export async function composeProject(name: string, options: ProjectOptions): Promise<Project> {
  const { docker, logFile, root, tell } = options;
  const compose = await composeCommand(docker, logFile, tell);
  const ports: Record<string, string> = {};
  for (const each of published) ports[`${each}_PORT`] = `${await freePort()}`;
  const command = [...compose, '-p', `${name}-${process.pid}`, '-f', join(root, 'docker-compose.yml')];
  const env = { ...docker.env, ...ports };
  const words = (args: readonly string[]): [string, string[]] => {
    const [program = '', ...rest] = [...command, ...args];
    return [program, rest];
  };
  const run = async (args: readonly string[], extra: Variables = {}): Promise<void> => {
    const [program, rest] = words(args);
    const what = `docker compose ${args[0]}`;
    await succeed({ name: what, command: program, args: rest, env: { ...env, ...extra }, logFile });
  };
  return {
    ports,
    command,
    env,
    run,
    ask: async (args, extra = {}) => {
      const { stdout } = await promisify(execFile)(...words(args), { env: { ...env, ...extra } });
      return stdout.trim();
    },
    end: () => run(['down', '--volumes', '--timeout', '5']).catch(() => undefined),
  };
}
