import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { StartRefused } from '../errors/program.ts';
import { nearest } from './nearest.rules.ts';
import { READS_TEXT } from './read-json.decorator.ts';
import { openToOthers } from './secret-files.ts';
import { type Block, type Blocks, isSecret, propertiesOf } from './setting.ts';
import { variableOf } from './variable-of.ts';

type ReadBlocks<T extends Blocks> = { readonly [K in keyof T]: InstanceType<T[K]> };

export interface Fault {
  readonly variable: string;
  readonly reason: string;
}

/** A start that cannot succeed: names every bad variable and shows none of their values. */
export class ConfigInvalid extends StartRefused {
  readonly variables: readonly string[];

  constructor(faults: readonly Fault[]) {
    super(`Configuration is not usable:\n${faults.map((f) => `  ${f.variable}: ${f.reason}`).join('\n')}`);
    this.variables = faults.map((f) => f.variable);
  }
}

/**
 * Reads class-validator blocks from environment variables; `databaseUrl` is `DATABASE_URL`, or stands in the file that
 * `DATABASE_URL_FILE` names. An empty variable counts as absent; one that is nearly a setting, and none, is refused.
 * Throws {@link ConfigInvalid} with all faults of all blocks at once.
 */
export function readConfig<T extends Blocks>(blocks: T, env: NodeJS.ProcessEnv): ReadBlocks<T> {
  const faults: Fault[] = misspelt(Object.values(blocks), env);
  const known = new Set(variablesOf(Object.values(blocks)));
  const others = Object.keys(env).filter((variable) => env[variable] && !known.has(variable));
  const entries = Object.entries(blocks).map(([name, block]) => {
    const given = valuesOf(block, env, faults);
    const instance = plainToInstance(block, given, { exposeDefaultValues: true });
    files.set(instance, filesOf(block, env));
    unread.set(instance, others);
    for (const error of validateSync(instance, { validationError: { target: false, value: false } })) {
      const variable = variableOf(error.property);
      if (faults.some((fault) => fault.variable === fileOf(variable))) continue;
      const reasons = Object.entries(error.constraints ?? { invalid: 'is not usable' }).map(([name, text]) =>
        name === READS_TEXT ? text : text.replaceAll(error.property, 'value'),
      );
      const absent = error.property in given ? '' : 'is not set; ';
      const written = env[fileOf(variable)] ? fileOf(variable) : variable;
      faults.push({ variable: written, reason: absent + reasons.join('; ') });
    }
    return [name, instance] as const;
  });
  if (faults.length > 0) throw new ConfigInvalid(faults);
  return Object.fromEntries(entries) as ReadBlocks<T>;
}

const files = new WeakMap<object, ReadonlyMap<string, string>>();

/** The file that a setting of a block was read from, if it was. */
export const fileOfSetting = (block: object, property: string): string | undefined =>
  files.get(block)?.get(property);

const BADLY_GIVEN = 'unreadable';

const unread = new WeakMap<object, readonly string[]>();

/** Variables that were set when a block was read, and that none of the service's blocks reads. */
export const unreadBeside = (block: object): readonly string[] => unread.get(block) ?? [];

function filesOf(block: Block, env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const named = propertiesOf(block).map((property) => [property, env[fileOf(variableOf(property))]] as const);
  return new Map(named.filter((entry): entry is readonly [string, string] => Boolean(entry[1])));
}

/** Where a value may be read from instead, as a container engine hands secrets over. */
export const fileOf = (variable: string): string => `${variable}_FILE`;

function valuesOf(block: Block, env: NodeJS.ProcessEnv, faults: Fault[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const property of propertiesOf(block)) {
    const told = faults.length;
    const value = valueOf(variableOf(property), isSecret(block, property), env, faults);
    if (value) given[property] = value;
    // It was given, if badly: what belongs to it is not to blame.
    else if (faults.length > told) given[property] = BADLY_GIVEN;
  }
  return given;
}

function valueOf(
  variable: string,
  secret: boolean,
  env: NodeJS.ProcessEnv,
  faults: Fault[],
): string | undefined {
  const named = fileOf(variable);
  const file = env[named];
  if (!file) return env[variable];
  const refuse = (reason: string): undefined => {
    faults.push({ variable: named, reason });
  };
  if (env[variable]) return refuse(`is set together with ${variable}; leave one of them out`);
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text === '') return refuse(`names an empty file; write the value of ${variable} into it`);
    const open = secret ? openToOthers(file, named) : undefined;
    return open === undefined ? text : refuse(open);
  } catch {
    return refuse('names no file that can be read');
  }
}

/** A setting nobody reads would be believed to be in force. */
const misspelt = (blocks: readonly Block[], env: NodeJS.ProcessEnv): Fault[] =>
  nearlyKnown(variablesOf(blocks), env);

const variablesOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) =>
    propertiesOf(block).flatMap((property) => [variableOf(property), fileOf(variableOf(property))]),
  );

/** Variables that are set, are none of the known ones, and nearly one of them; said with the name that may be meant. */
export function nearlyKnown(names: readonly string[], env: NodeJS.ProcessEnv): Fault[] {
  const known = new Set(names);
  return Object.keys(env).flatMap((variable) => {
    const meant = env[variable] && !known.has(variable) ? nearest(variable, known) : undefined;
    return meant === undefined ? [] : [{ variable, reason: `is no setting; ${meant} may be meant` }];
  });
}
