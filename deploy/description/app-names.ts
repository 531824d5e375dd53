import { registerNames } from '#libs/contracts';

/** The programs, each of which describes itself in `apps/<program>/deploy.ts`. */
export const programNames = [
  'identity',
  ...registerNames,
  'gateway',
  'operator',
  'procedures',
  'portal',
] as const;
export type ProgramName = (typeof programNames)[number];

/** Those that describe an API; the others answer with pages. */
export type ApiName = Exclude<ProgramName, 'portal'>;
export const apiNames = programNames.filter((name): name is ApiName => name !== 'portal');

/**
 * The apps, in no particular order: they start side by side. An app is a program with a database, an account at Kafka and
 * an address of its own; a register that several keep has several apps of one program.
 */
export const appNames = [...programNames, 'residents-goettingen', 'portal-staff', 'portal-console'] as const;
export type AppName = (typeof appNames)[number];

const plain = (app: string): string => app.replaceAll('-', '_');

/** Variable that chooses the port of an app. */
export const portVariable = (app: string): string => `${plain(app).toUpperCase()}_PORT`;

/** What an app's database is called. */
export const databaseOf = (app: AppName): string => `einmal_${plain(app)}`;
