import { gateway } from '../../apps/gateway/deploy.ts';
import { identity } from '../../apps/identity/deploy.ts';
import { operator } from '../../apps/operator/deploy.ts';
import { portal, portalConsole, portalStaff } from '../../apps/portal/deploy.ts';
import { procedures } from '../../apps/procedures/deploy.ts';
import { residentsGoettingen } from '../../apps/residents/deploy.ts';
import { registerNames } from '#libs/contracts';
import { type AppName, appNames, type ProgramName } from './app-names.ts';
import { type AppDescription, calledBy } from './description.ts';
import { registerDescriptions } from './registers.generated.ts';

export const apps: Readonly<Record<AppName, AppDescription>> = {
  ...registerDescriptions,
  gateway,
  identity,
  operator,
  procedures,
  portal,
  'portal-staff': portalStaff,
  'portal-console': portalConsole,
  'residents-goettingen': residentsGoettingen,
};

/** Those that are processes of a register. */
export const registerApps = appNames.filter((app) => apps[app].register !== undefined);

/** The apps that call this one at its internal door, besides itself. */
export const callersOf = (app: AppName): readonly AppName[] => {
  const registers = Object.fromEntries(registerApps.map((each) => [each, apps[each].register!.name]));
  return appNames.filter((each) => each !== app && calledBy(apps[each], registers).includes(app));
};

interface RegisterAddresses {
  readonly internalUrl: (app: AppName) => string;
  readonly systemUrl: (app: AppName) => string;
  /** What an app calls itself. */
  readonly publicUrl: (app: AppName) => string;
  /** Whether an app runs. */
  readonly isThere?: (app: AppName) => boolean;
}

/** REGISTERS: the processes of every register. */
export const registersText = ({
  internalUrl,
  systemUrl,
  publicUrl,
  isThere = () => true,
}: RegisterAddresses): string => {
  const processesOf = (register: string): readonly object[] =>
    registerApps
      .filter((app) => apps[app].register?.name === register && isThere(app))
      .map((app) => ({
        url: internalUrl(app),
        systemUrl: systemUrl(app),
        publicUrl: publicUrl(app),
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
