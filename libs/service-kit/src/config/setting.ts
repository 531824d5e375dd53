import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { READS_TEXT } from './read-json.decorator.ts';
import { variableOf } from './variable-of.ts';

export type Block = new () => object;
export type Blocks = Readonly<Record<string, Block>>;

interface Meaning {
  readonly meaning: string;
  readonly secret: boolean;
}

/** What docs/settings.md and the deployments learn of one setting. */
export interface SettingDescription extends Meaning {
  readonly property: string;
  readonly variable: string;
  /** Whether a service starts without it; what depends on other settings is judged as if none were set. */
  readonly required: boolean;
  /** As it would be written; absent where there is none. */
  readonly default?: string;
  /** What values may look like, as far as class-validator was told; empty for any text. */
  readonly form: string;
}

const meanings = new WeakMap<object, Map<string, Meaning>>();

/**
 * Says what a setting is for, where it is read.
 * @param meaning one or two sentences for who sets it
 * @param secret whether the value must not be seen: it may then come from a file, and has no default
 */
export const Setting =
  (meaning: string, { secret = false }: { readonly secret?: boolean } = {}): PropertyDecorator =>
  (prototype, property) => {
    const own = meanings.get(prototype) ?? new Map<string, Meaning>();
    meanings.set(prototype, own.set(String(property), { meaning, secret }));
  };

/** Properties of a block that are read, in their order. */
export function propertiesOf(block: Block): readonly string[] {
  const told = meanings.get(block.prototype as object)?.keys() ?? [];
  return [...new Set([...told, ...metadataOf(block).map(({ propertyName }) => propertyName)])];
}

/** Whether the value of a property must not be seen. */
export const isSecret = (block: Block, property: string): boolean =>
  meanings.get(block.prototype as object)?.get(property)?.secret === true;

/** @throws Error for a property without a {@link Setting} */
export function settingsOf(block: Block): readonly SettingDescription[] {
  const unset = new Set(validateSync(plainToInstance(block, {})).map(({ property }) => property));
  const defaults = new block() as Readonly<Record<string, string | number | undefined>>;
  return propertiesOf(block).map((property) => {
    const told = meanings.get(block.prototype as object)?.get(property);
    if (told === undefined) throw new Error(`${block.name}.${property} has no @Setting.`);
    const value = defaults[property];
    return {
      property,
      variable: variableOf(property),
      ...told,
      required: unset.has(property),
      ...(value !== undefined && { default: String(value) }),
      form: formOf(block, property),
    };
  });
}

const metadataOf = (block: Block) =>
  getMetadataStorage().getTargetValidationMetadatas(block, '', false, false);

type Say = (constraints: readonly unknown[]) => string;
const forms: Readonly<Record<string, Say>> = {
  isInt: () => 'whole number',
  min: ([least]) => `from ${String(least)}`,
  max: ([most]) => `to ${String(most)}`,
  isIn: ([values]) => (values as readonly unknown[]).join(' or '),
  isUrl: ([options]) => `URL, ${(options as { protocols: readonly string[] }).protocols.join(' or ')}`,
  isJson: () => 'JSON',
  [READS_TEXT]: ([form]) => String(form),
};

/** In one order, whatever the decorators' one. */
function formOf(block: Block, property: string): string {
  const own = metadataOf(block).filter(({ propertyName }) => propertyName === property);
  return Object.entries(forms)
    .flatMap(([name, say]) =>
      own.filter((item) => item.name === name).map(({ constraints }) => say(constraints ?? [])),
    )
    .join(' ');
}
