import { type AppName, appNames } from '../description/app-names.ts';
import { apps, callersOf, registerApps } from '../description/apps.ts';

export const doors = ['public', 'internal', 'system'] as const;
export type Door = (typeof doors)[number];

/** Which other apps an app calls at their public doors, for a person; at their internal ones see {@link callersOf}. */
function calledForPeople(app: AppName): readonly AppName[] {
  const programs = Object.values(apps[app].values).flatMap((source) =>
    source?.from === 'publicUrls' ? source.of : [],
  );
  return appNames.filter((each) => programs.includes(apps[each].program));
}

const watches = (app: AppName): boolean =>
  Object.values(apps[app].values).some((source) => source?.from === 'registers' && source.of === 'watched');

/** The apps that call this one, by the door they come to; nothing else of ours may. */
export const callersAt: Readonly<Record<Door, (app: AppName) => readonly AppName[]>> = {
  public: (app) => appNames.filter((each) => calledForPeople(each).includes(app)),
  internal: callersOf,
  system: (app) => (registerApps.includes(app) ? appNames.filter(watches) : []),
};
