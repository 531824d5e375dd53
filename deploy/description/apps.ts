import { gateway } from '../../apps/gateway/deploy.ts';
import { identity } from '../../apps/identity/deploy.ts';
import { operator } from '../../apps/operator/deploy.ts';
import { procedures } from '../../apps/procedures/deploy.ts';
import { residentsGoettingen } from '../../apps/residents/deploy.ts';
import { registerNames } from '#libs/contracts';
import { type AppName, appNames, type ProgramName } from './app-names.ts';
import type { AppDescription } from './description.ts';
import { registerDescriptions } from './registers.generated.ts';

export const apps: Readonly<Record<AppName, AppDescription>> = {
  ...registerDescriptions,
  gateway,
  identity,
  operator,
  procedures,
  'residents-goettingen': residentsGoettingen,
};

/** Those that are processes of a register. */
export const registerApps = appNames.filter((app) => apps[app].register !== undefined);

interface RegisterAddresses {
  readonly callUrl: (app: AppName) => string;
  readonly systemUrl: (app: AppName) => string;
  /** What an app calls itself; `callUrl` unless given. */
  readonly publicUrl?: (app: AppName) => string;
  /** Whether an app runs. */
  readonly isThere?: (app: AppName) => boolean;
}

/** REGISTERS: the processes of every register. */
export const registersText = ({
  callUrl,
  systemUrl,
  publicUrl = callUrl,
  isThere = () => true,
}: RegisterAddresses): string => {
  const processesOf = (register: string): readonly object[] =>
    registerApps
      .filter((app) => apps[app].register?.name === register && isThere(app))
      .map((app) => ({
        url: callUrl(app),
        systemUrl: systemUrl(app),
        ...(publicUrl(app) !== callUrl(app) && { publicUrl: publicUrl(app) }),
        ...(apps[app].register?.client && { client: apps[app].register.client }),
        ...(apps[app].register?.authorities && { authorities: apps[app].register.authorities }),
      }));
  return JSON.stringify({
    registers: registerNames.map((register) => ({ register, processes: processesOf(register) })),
  });
};

/** Addresses of programs by name, as JSON: one, or a list where a program has several apps. */
export const urlsText = (programs: readonly ProgramName[], urlOf: (app: AppName) => string): string => {
  const urlsOf = (program: ProgramName): string | readonly string[] => {
    const urls = appNames.filter((app) => apps[app].program === program).map(urlOf);
    return urls.length === 1 ? urls[0]! : urls;
  };
  return JSON.stringify(Object.fromEntries(programs.map((program) => [program, urlsOf(program)])));
};
