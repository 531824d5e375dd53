import { appNames, type AppName } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';

export { appNames, type AppName };

export const defaultPorts = Object.fromEntries(appNames.map((app) => [app, apps[app].port])) as Readonly<
  Record<AppName, number>
>;
