import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { breaksBetween, type Schema, type SchemaObject } from './compatibility.rules.ts';

const ajv = new Ajv2020({ strict: false, logger: false });
addFormats.default(ajv);

describe('the compatibility of two versions of a schema', () => {
  it('means that ajv accepts under the new schema all that it accepted under the old', () => {
    let compatible = 0;
    fc.assert(
      fc.property(schemaPairs, fc.array(documents, { minLength: 20, maxLength: 20 }), (pair, values) => {
        const [earlier, current] = pair;
        if (isDeepStrictEqual(earlier, current) || breaksBetween(earlier, current).length > 0) return;
        compatible += 1;
        const [before, now] = [ajv.compile(onlyDeclared(earlier)), ajv.compile(current)];
        const lost = values.filter((value) => before(value) && !now(value));
        expect(lost).toEqual([]);
      }),
      { numRuns: 2000, seed: 4 },
    );
    expect(compatible).toBeGreaterThan(50);
  });
});

/** What our writers keep to: properties that the schema declares. */
function onlyDeclared(schema: Schema): Schema {
  if (typeof schema === 'boolean') return schema;
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const open = schema['additionalProperties'] === undefined || schema['additionalProperties'] === true;
  return {
    ...schema,
    properties: Object.fromEntries(properties.map(([name, inner]) => [name, onlyDeclared(inner)])),
    ...(schema['items'] === undefined ? {} : { items: onlyDeclared(schema['items'] as Schema) }),
    ...(open ? { additionalProperties: false } : {}),
  };
}

const scalars = fc.constantFrom<unknown>(null, true, -1, 0, 1, 2, 0.5, '', 'a', 'bb', '2026-01-01');
const { document: documents } = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: scalars },
    fc.array(tie('document'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('document'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const small = fc.integer({ min: 0, max: 2 });
const { schema: schemas } = fc.letrec<{ schema: SchemaObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2 },
    fc.record(
      {
        type: fc.constantFrom('string', 'integer', 'number', ['string', 'null'], ['integer', 'object']),
        enum: fc.uniqueArray(fc.constantFrom(1, 2, 'a', null), { minLength: 1 }),
        minimum: small,
        maximum: small,
        minLength: small,
        maxLength: small,
        format: fc.constantFrom('date', 'uuid'),
        pattern: fc.constantFrom('^a', 'b'),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        type: fc.constantFrom('object', 'array', ['object', 'array']),
        required: fc.uniqueArray(fc.constantFrom('a', 'b')),
        properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        items: fc.oneof(fc.boolean(), tie('schema')),
        maxProperties: small,
        minItems: small,
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  ),
}));

/** The second takes a few keywords from elsewhere, so that many pairs are compatible and many are not. */
const schemaPairs = fc
  .tuple(schemas, schemas, fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 }))
  .map(([earlier, other, taken]): readonly [SchemaObject, SchemaObject] => {
    const keywords = [...new Set([...Object.keys(earlier), ...Object.keys(other)])];
    const entries = keywords.flatMap((word, index) => {
      const value = taken[index % 8] === 0 ? other[word] : earlier[word];
      return value === undefined ? [] : [[word, value] as const];
    });
    return [earlier, Object.fromEntries(entries)];
  });
