import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { variableOf } from './variable-of.ts';

type Block = new () => object;
type Blocks = Readonly<Record<string, Block>>;
type ReadBlocks<T extends Blocks> = { readonly [K in keyof T]: InstanceType<T[K]> };

/** A start that cannot succeed: names every bad variable and shows none of their values. */
export class ConfigInvalid extends Error {
  readonly variables: readonly string[];

  constructor(faults: readonly { readonly variable: string; readonly reason: string }[]) {
    super(`Configuration is not usable:\n${faults.map((f) => `  ${f.variable}: ${f.reason}`).join('\n')}`);
    this.variables = faults.map((f) => f.variable);
  }
}

/**
 * Reads class-validator blocks from environment variables; `databaseUrl` is `DATABASE_URL`. An empty variable counts as
 * absent. Throws {@link ConfigInvalid} with all faults of all blocks at once.
 */
export function readConfig<T extends Blocks>(blocks: T, env: NodeJS.ProcessEnv): ReadBlocks<T> {
  const faults: { variable: string; reason: string }[] = [];
  const entries = Object.entries(blocks).map(([name, block]) => {
    const instance = readBlock(block, env);
    for (const error of validateSync(instance, { validationError: { target: false, value: false } })) {
      const reason = Object.values(error.constraints ?? { invalid: 'is not usable' }).join('; ');
      faults.push({ variable: variableOf(error.property), reason: reason.replace(error.property, 'value') });
    }
    return [name, instance] as const;
  });
  if (faults.length > 0) throw new ConfigInvalid(faults);
  return Object.fromEntries(entries) as ReadBlocks<T>;
}

function readBlock(block: Block, env: NodeJS.ProcessEnv): object {
  const given: Record<string, string> = {};
  for (const property of propertiesOf(block)) {
    const value = env[variableOf(property)];
    if (value !== undefined && value !== '') given[property] = value;
  }
  return plainToInstance(block, given, { exposeDefaultValues: true });
}

function propertiesOf(block: Block): ReadonlySet<string> {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(block, '', false, false);
  return new Set(metadata.map((item) => item.propertyName));
}
