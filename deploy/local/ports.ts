import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isPortTaken, LocalFailure } from '#libs/local-services';
import { INTERNAL_PORT_DISTANCE, SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import { portVariable } from '../description/app-names.ts';
import { appNames, defaultPorts, type AppName } from './apps.ts';

export type AppPorts = Readonly<Record<AppName, number>>;

/** The other doors are above it. */
const HIGHEST = 65_535 - INTERNAL_PORT_DISTANCE;
const patienceMs = 10_000;
const pollMs = 200;

/** The port of one app: from `<APP>_PORT`, a free one with `EINMAL_PORTS=free`, else its usual one. */
async function choosePort(app: AppName, env: NodeJS.ProcessEnv): Promise<number> {
  const given = env[portVariable(app)];
  if (!given) return env['EINMAL_PORTS'] === 'free' ? freePort() : defaultPorts[app];
  const port = Number(given);
  if (Number.isInteger(port) && port > 0 && port <= HIGHEST) return port;
  throw new LocalFailure(
    `${portVariable(app)} is not a port number: write one between 1 and ${HIGHEST}, or unset it.`,
  );
}

async function isFreed(port: number, waitMs: number): Promise<boolean> {
  for (let waited = 0; ; waited += pollMs) {
    if (!(await isPortTaken(port))) return true;
    if (waited >= waitMs) return false;
    await sleep(pollMs);
  }
}

/** Chooses all ports and makes sure nobody uses them. After a crash, the old processes are given time to go. */
export async function choosePorts(env: NodeJS.ProcessEnv, afterCrash: boolean): Promise<AppPorts> {
  const ports = {} as Record<AppName, number>;
  for (const app of appNames) ports[app] = await choosePort(app, env);
  const twice = appNames.find((app) =>
    appNames.some((other) => other !== app && ports[other] === ports[app]),
  );
  if (twice)
    throw new LocalFailure(
      `Port ${ports[twice]} is wanted by two apps: set ${portVariable(twice)} to another one.`,
    );
  const doors = appNames.flatMap((app) => [
    { app, port: ports[app] },
    { app, port: ports[app] + SYSTEM_PORT_DISTANCE },
    { app, port: ports[app] + INTERNAL_PORT_DISTANCE },
  ]);
  for (const { app, port } of doors) {
    if (await isFreed(port, afterCrash ? patienceMs : 0)) continue;
    throw new LocalFailure(
      `Port ${port}, wanted for ${app}, is taken: end the program that uses it, set ${portVariable(app)} to a free port, or set EINMAL_PORTS=free.`,
    );
  }
  return ports;
}
