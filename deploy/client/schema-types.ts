import type { Schema } from './described.ts';

/** What a schema may say; another keyword would be lost in silence. */
const known = new Set([
  ...['$ref', 'type', 'enum', 'allOf', 'anyOf', 'items', 'properties', 'required', 'additionalProperties'],
  ...['pattern', 'description', 'title', 'format', 'default', 'example', 'examples', 'deprecated'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'maxProperties'],
  ...['nullable', 'minProperties', 'readOnly', 'writeOnly', 'contentMediaType'],
]);

const plain: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

export const typeName = (schema: string): string => schema.replace(/Dto$/, '');

/** One line above what it describes. */
export const commentOf = (text: string | undefined): string =>
  text ? `/** ${text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim()} */\n` : '';

const memberName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);

const union = (types: readonly string[]): string => [...new Set(types)].join(' | ');

/** A schema as a type of TypeScript. @throws for what it does not know, so that nothing is left out */
export function typeOf(schema: Schema): string {
  const strange = Object.keys(schema).find((key) => !known.has(key) && !key.startsWith('x-'));
  if (strange !== undefined) throw new Error(`The client does not know "${strange}" of a schema.`);
  const { $ref, allOf, anyOf, type } = schema;
  if ($ref !== undefined) return typeName($ref.slice($ref.lastIndexOf('/') + 1));
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  if (allOf) return allOf.map(typeOf).join(' & ');
  if (anyOf) return union(anyOf.map(typeOf));
  if (Array.isArray(type)) return union((type as string[]).map((each) => typeOf({ ...schema, type: each })));
  if (type === 'array') return `readonly (${typeOf(schema.items ?? {})})[]`;
  if (type === 'object' || schema.properties) return objectOf(schema);
  return plain[String(type)] ?? 'unknown';
}

function objectOf({ properties, required = [], additionalProperties }: Schema): string {
  if (!properties)
    return `Readonly<Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'}>>`;
  return `{\n${Object.entries(properties)
    .map(
      ([name, member]) =>
        `${commentOf(member.description)}readonly ${memberName(name)}${required.includes(name) ? '' : '?'}: ${typeOf(member)};`,
    )
    .join('\n')}\n}`;
}

/** A named type of each schema. */
export const declarationsOf = (schemas: Readonly<Record<string, Schema>>): string =>
  Object.entries(schemas)
    .map(([name, schema]) => {
      const type = typeOf(schema);
      const head = `${commentOf(schema.description)}export `;
      return type.startsWith('{')
        ? `${head}interface ${typeName(name)} ${type}`
        : `${head}type ${typeName(name)} = ${type};`;
    })
    .join('\n\n');
