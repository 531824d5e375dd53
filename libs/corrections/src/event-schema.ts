import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { changeEventSchema, changeEventTypes, type RegisterName, registerNames } from '#libs/contracts';

export interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
}

/** Where a value is none that the published schema allows. Neither member holds a value of the event. */
export interface SchemaFault {
  readonly path: string;
  readonly detail: string;
}

export interface EventSchema {
  readonly schema: Schema;
  readonly faultsOf: (event: unknown) => readonly SchemaFault[];
}

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const known = new Map<RegisterName, EventSchema>();

/** The published schema (docs/schemas) of the events of a type; nothing where no register has the type. */
export function schemaOfType(type: unknown): EventSchema | undefined {
  const register = registerNames.find((name) =>
    (changeEventTypes[name] as readonly unknown[]).includes(type),
  );
  if (register === undefined) return undefined;
  const compiled = known.get(register) ?? compile(register);
  known.set(register, compiled);
  return compiled;
}

function compile(register: RegisterName): EventSchema {
  const schema = changeEventSchema(register);
  const validate = ajv.compile(schema);
  return { schema, faultsOf: (event) => faultsBy(validate, event) };
}

/** The texts of the validator name keywords and limits of the schema, and no value. */
function faultsBy(validate: ValidateFunction, event: unknown): readonly SchemaFault[] {
  if (validate(event)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => ({
    path: instancePath === '' ? '/' : instancePath,
    detail: message ?? 'is not what the schema allows',
  }));
}

/** The schema of what stands at a path; nothing where the published schema names no such member. */
export function schemaAt(schema: Schema, tokens: readonly string[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const token of tokens) {
    if (at?.items) at = /^(0|[1-9]\d*|-)$/.test(token) ? at.items : undefined;
    else at = at?.properties && Object.hasOwn(at.properties, token) ? at.properties[token] : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}
