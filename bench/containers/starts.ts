import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ManagedProcess } from '#libs/local-services';
import type { ComposeProject } from '../../deploy/containers/compose-project.ts';
import { apps } from '../../deploy/description/apps.ts';
import { type AppName, portVariable } from '../../deploy/description/app-names.ts';
import { appSettings } from '../../deploy/local/app-settings.ts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { startAppProgram } from '../../deploy/local/program.ts';

const POLL_MS = 20;
const WITHIN_MS = 60_000;

/** When it first answered that it is ready, in milliseconds since 1970. */
async function readyAt(port: string | number): Promise<number> {
  const deadline = Date.now() + WITHIN_MS;
  while (Date.now() < deadline) {
    const signal = AbortSignal.timeout(1_000);
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isReady) return Date.now();
    await delay(POLL_MS);
  }
  throw new Error(`Nobody was ready at port ${port} within ${WITHIN_MS / 1_000} s.`);
}

export interface Start {
  /** From the command to ready. */
  readonly ms: number;
  /** Of that, from when the engine says that the process began; of a plain process the same. */
  readonly processMs: number;
  readonly pid: number;
}

/** One way to run an app. */
export interface Contender {
  readonly name: string;
  /** Anew, where it runs already. */
  readonly start: (app: AppName) => Promise<Start>;
}

/** In a new container, with everything else of the project up; creating it is not counted. */
export const inContainer = (project: ComposeProject, image: string): Contender => ({
  name: image,
  start: async (app) => {
    const { docker } = project;
    const env = apps[app].isDemonstration ? project.env : { ...project.env, EINMAL_IMAGE: image };
    const [compose = '', ...words] = project.command;
    await promisify(execFile)(compose, [...words, 'up', '--no-start', '--no-deps', '--force-recreate', app], {
      env,
    });
    const id = await project.ask('ps', '--all', '--quiet', app);
    const begun = Date.now();
    const port = project.ports[portVariable(app)] ?? '';
    const [ready] = await Promise.all([readyAt(port), docker.ask('start', id)]);
    const state = await docker.ask('inspect', '--format', '{{.State.StartedAt}} {{.State.Pid}}', id);
    const [startedAt = '', pid] = state.split(' ');
    return { ms: ready - begun, processMs: ready - Date.parse(startedAt), pid: Number(pid) };
  },
});

/** From dist/, as a process of this machine, with servers of its own. */
export function asProcess({ home, facts }: IsolatedStack): Contender {
  const running = new Map<AppName, ManagedProcess>();
  return {
    name: 'plain process',
    start: async (app) => {
      await running.get(app)?.stop();
      const begun = Date.now();
      const managed = startAppProgram(home, app, appSettings(app, facts));
      running.set(app, managed);
      const ms = (await readyAt(facts.ports[app])) - begun;
      return { ms, processMs: ms, pid: managed.pid };
    },
  };
}
