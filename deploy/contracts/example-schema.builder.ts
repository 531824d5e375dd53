import type { SchemaObject } from './compatibility.rules.ts';

/** Uses every keyword that the rules judge. */
export const released: SchemaObject = {
  $id: 'urn:test:schema:v1',
  type: 'object',
  required: ['id', 'kind', 'version'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    kind: { enum: ['moved', 'died'] },
    register: { const: 'residents' },
    version: { type: 'integer', minimum: 1, maximum: 1000 },
    ratio: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.1 },
    day: { type: ['string', 'null'], pattern: '^\\d{4}', minLength: 4, maxLength: 10 },
    fields: { type: 'array', items: { type: 'string' }, minItems: 0, maxItems: 9 },
    origin: {
      type: 'object',
      required: ['offset'],
      properties: { offset: { type: 'string' } },
      minProperties: 1,
      maxProperties: 3,
    },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    closed: { type: 'object', properties: { a: {} }, additionalProperties: false },
    either: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
  },
};

/** A copy of the released schema after one edit. */
export function edited(edit: (schema: EditedSchema) => void): SchemaObject {
  const copy = JSON.parse(JSON.stringify(released)) as EditedSchema;
  edit(copy);
  return copy as unknown as SchemaObject;
}

export interface EditedSchema {
  $id: string;
  required: string[];
  additionalProperties?: unknown;
  properties: Record<string, Record<string, unknown>>;
}

export const set =
  (property: string, changes: Record<string, unknown>) =>
  (schema: EditedSchema): void => {
    schema.properties[property] = { ...schema.properties[property], ...changes };
  };
export const without =
  (property: string, keyword: string) =>
  (schema: EditedSchema): void => {
    delete schema.properties[property]?.[keyword];
  };
