import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isPortTaken, LocalFailure } from '#libs/local-services';
import { INTERNAL_PORT_DISTANCE, SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import { portVariable } from '../description/app-names.ts';
import { appNames, defaultPorts, type AppName } from './apps.ts';

/** Of the page from which everything can be tried. */
const START_PAGE_PORT = 8090;

export type AppPorts = Readonly<Record<AppName, number>>;

/** The other doors are above it. */
const HIGHEST = 65_535 - INTERNAL_PORT_DISTANCE;
const patienceMs = 10_000;
const pollMs = 200;

/** A port from its variable, a free one with `EINMAL_PORTS=free`, else the usual one. */
async function choosePort(variable: string, usual: number, env: NodeJS.ProcessEnv): Promise<number> {
  const given = env[variable];
  if (!given) return env['EINMAL_PORTS'] === 'free' ? freePort() : usual;
  const port = Number(given);
  if (Number.isInteger(port) && port > 0 && port <= HIGHEST) return port;
  throw new LocalFailure(
    `${variable} is not a port number: write one between 1 and ${HIGHEST}, or unset it.`,
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
  for (const app of appNames) ports[app] = await choosePort(portVariable(app), defaultPorts[app], env);
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

/** The port of the start page, which has no other doors. */
export async function chooseStartPagePort(env: NodeJS.ProcessEnv, ports: AppPorts): Promise<number> {
  const variable = portVariable('start-page');
  const port = await choosePort(variable, START_PAGE_PORT, env);
  const app = appNames.find((each) => ports[each] === port);
  if (app) throw new LocalFailure(`Port ${port} is wanted by ${app}, too: set ${variable} to another one.`);
  if (await isPortTaken(port))
    throw new LocalFailure(
      `Port ${port}, wanted for the start page, is taken: end the program that uses it, set ${variable} to a free port, or set EINMAL_PORTS=free.`,
    );
  return port;
}
