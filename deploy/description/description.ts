import type { DynamicModule } from '@nestjs/common';
import type { RegisterName } from '#libs/contracts';
import { type Blocks, type ServiceDescription, variableOf } from '#libs/service-kit';
import type { AppName, ProgramName } from './app-names.ts';
import type { Place, Source } from './sources.ts';

/** What a deployment has to know of an app; everything else follows from it. */
export interface AppDescription {
  /** Whose code it runs; with several apps of one program each has data of its own. */
  readonly program: ProgramName;
  readonly service: ServiceDescription;
  /** What it reads from its environment. Loaded when somebody asks: with it comes the app's own code. */
  readonly blocks: () => Promise<Blocks>;
  /** Of a register: what its API is described from. */
  readonly module?: () => Promise<Served>;
  /** Where the values of its settings come from, by property; those that are not named have defaults. */
  readonly values: Readonly<Partial<Record<string, Source>>>;
  /** Which register it is a process of; no authorities: it serves all that no other process of the register serves. */
  readonly register?: {
    readonly name: RegisterName;
    readonly authorities?: readonly string[];
    /** Client id as which it calls other processes of the register. */
    readonly client?: string;
  };
  /** The public port where nobody chooses another; the system door is SYSTEM_PORT_DISTANCE above. */
  readonly port: number;
  readonly resources: Resources;
  /** Answers so much that a small young generation would cost more than it saves (ADR 0033). */
  readonly isBusy?: true;
  /** Of its process, for the allocator and the like; no settings. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Part of no installation in earnest. */
  readonly isDemonstration?: true;
  /** Processes at a time: any number, or one, and why no more. */
  readonly processes: 'any' | { readonly one: string };
}

/** A module that is made for settings that were read. */
export interface Served {
  for(settings: never): DynamicModule;
}

export interface Resources {
  /** MiB: what it holds at rest (ADR 0033), and what it may take before it is ended for the sake of the others. */
  readonly memory: { readonly request: number; readonly limit: number };
  /** Cores. There is no limit: it would make answers wait while cores are idle. */
  readonly cpu: { readonly request: number };
}

type SettingOf<B extends Blocks> = { [K in keyof B]: keyof InstanceType<B[K]> }[keyof B] & string;

interface Described<B extends Blocks> extends AppDescription {
  readonly blocks: () => Promise<B>;
  readonly values: Readonly<Partial<Record<SettingOf<B>, Source>>>;
}

/** Knows the settings by their blocks: a value for one that there is not does not compile. */
export const describeApp = <B extends Blocks>(description: Described<B>): AppDescription => description;

/** How long a process may take to finish what it does when it is asked to stop. */
export const STOP_WITHIN_S = 10;

/** Paths at the public door. Only a restart helps what is not live; what is not ready may become it. */
export const probes = { live: '/health/live', ready: '/health/ready' } as const;

/** Flags of Node for any program of ours; what they save stands in ADR 0033. */
export const memoryFlags = (isBusy: boolean): readonly string[] =>
  isBusy ? [] : ['--max-semi-space-size=4'];

/** kafkajs would tell of what changed with its version 2 at each start. */
const always = { KAFKAJS_NO_PARTITIONER_WARNING: '1' };

/** The whole environment of an app's process at a place; nothing else reaches it. */
export function environmentOf<V>(
  app: AppName,
  { values, environment }: Pick<AppDescription, 'values' | 'environment'>,
  place: Place<V>,
): Readonly<Record<string, V | string>> {
  return { ...always, ...environment, ...settingsAt(app, { values }, place) };
}

/** By variable; those that the place leaves out are not there. */
export function settingsAt<V>(
  app: AppName,
  { values }: Pick<AppDescription, 'values'>,
  place: Place<V>,
): Readonly<Record<string, V>> {
  const settings = Object.entries(values).flatMap(([property, source]) => {
    if (source === undefined) return [];
    // Each kind of source has its own kind of detail, which the pair keeps together.
    const value = place[source.from](source.of as never, app);
    return value === undefined ? [] : [[variableOf(property), value] as const];
  });
  return Object.fromEntries(settings);
}

/** Which of its variables are secrets. */
export const secretsOf = ({ values }: Pick<AppDescription, 'values'>): readonly string[] =>
  Object.entries(values)
    .filter(([, source]) => source !== undefined && isSecret(source))
    .map(([property]) => variableOf(property));

const isSecret = ({ from, of }: Source): boolean =>
  from === 'secret' || from === 'database' || of === 'KAFKA_PASSWORD';

/** The apps that this one calls at their internal doors, by its settings. @param registers those that are a register's */
export function calledBy(
  { values, register }: Pick<AppDescription, 'values' | 'register'>,
  registers: Readonly<Partial<Record<AppName, RegisterName>>>,
): readonly AppName[] {
  const processes = Object.entries(registers) as [AppName, RegisterName][];
  const called = Object.values(values).flatMap((source) => {
    if (source?.from === 'internalUrl') return [source.of.app];
    if (source?.from !== 'registers' || source.of === 'watched') return [];
    return processes
      .filter(([, name]) => source.of === 'called' || name === register?.name)
      .map(([app]) => app);
  });
  return [...new Set(called)];
}
