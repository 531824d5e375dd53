import { business } from '../../apps/business/deploy.ts';
import { gateway } from '../../apps/gateway/deploy.ts';
import { identity } from '../../apps/identity/deploy.ts';
import { operator } from '../../apps/operator/deploy.ts';
import { residents } from '../../apps/residents/deploy.ts';
import { vehicles } from '../../apps/vehicles/deploy.ts';
import { registerNames } from '#libs/contracts';
import { type AppName, appNames } from './app-names.ts';
import type { AppDescription } from './description.ts';

export const apps: Readonly<Record<AppName, AppDescription>> = {
  business,
  gateway,
  identity,
  operator,
  residents,
  vehicles,
};

/** Those that are processes of a register. */
export const registerApps = appNames.filter((app) => apps[app].register !== undefined);

/** REGISTERS: the processes of every register. @param callUrl of an app @param systemUrl of an app */
export const registersText = (
  callUrl: (app: AppName) => string,
  systemUrl: (app: AppName) => string,
): string => {
  const processesOf = (register: string): readonly object[] =>
    registerApps
      .filter((app) => apps[app].register?.name === register)
      .map((app) => ({
        url: callUrl(app),
        systemUrl: systemUrl(app),
        ...(apps[app].register?.authorities && { authorities: apps[app].register.authorities }),
      }));
  return JSON.stringify({
    registers: registerNames.map((register) => ({ register, processes: processesOf(register) })),
  });
};

/** Addresses by name, as JSON. */
export const urlsText = (names: readonly AppName[], urlOf: (app: AppName) => string): string =>
  JSON.stringify(Object.fromEntries(names.map((app) => [app, urlOf(app)])));
