import { breaksBetween, transitiveBreaks } from './compatibility.rules.ts';
import { edited, type EditedSchema, released, set, without } from './example-schema.builder.ts';

const breaking: readonly (readonly [string, (schema: EditedSchema) => void, RegExp])[] = [
  ['a property is removed', (s) => delete s.properties['day'], /day is removed or renamed/],
  [
    'a property is renamed',
    (s) => {
      s.properties['date'] = s.properties['day'] ?? {};
      delete s.properties['day'];
    },
    /day is removed or renamed/,
  ],
  ['a new property is required', (s) => s.required.push('authority'), /authority is required now/],
  ['an old property becomes required', (s) => s.required.push('day'), /day is required now/],
  ['a required property becomes optional', (s) => s.required.pop(), /version is no longer always there/],
  ['undeclared properties are forbidden', (s) => (s.additionalProperties = false), /nothing is valid/],
  [
    'undeclared properties get a type',
    (s) => (s.additionalProperties = { type: 'null' }),
    /narrowed to null/,
  ],
  ['the schema is another one', (s) => (s.$id = 'urn:test:schema:v2'), /\$id differs/],
  ['a type changes', set('id', { type: 'integer' }), /type string is no longer/],
  ['a number must be whole', set('ratio', { type: 'integer' }), /type number is no longer/],
  ['null is no longer allowed', set('day', { type: 'string' }), /type null is no longer/],
  ['an untyped value gets a type that it has not', set('kind', { type: 'integer' }), /narrowed to integer/],
  ['a value leaves the list', set('kind', { enum: ['moved'] }), /"died" is no longer/],
  ['a value of the list is renamed', set('kind', { enum: ['moved', 'deceased'] }), /"died" is no longer/],
  ['a constant changes', set('register', { const: 'vehicles' }), /"residents" is no longer/],
  [
    'a constant becomes a form that it has not',
    (s) => (s.properties['register'] = { pattern: '^v' }),
    /pattern is new/,
  ],
  ['a free value becomes a list', set('id', { enum: ['a'] }), /narrowed to a list/],
  ['a free value becomes a constant', set('id', { const: 'a' }), /narrowed to a list/],
  ['a pattern changes', set('day', { pattern: '^\\d{8}' }), /pattern is changed/],
  ['a pattern is added', set('id', { pattern: '^0' }), /pattern is new/],
  ['a format is added', set('day', { format: 'date' }), /format is new/],
  ['a format changes', set('id', { format: 'uri' }), /format is changed/],
  ['a step changes', set('ratio', { multipleOf: 0.5 }), /multipleOf is changed/],
  ['the least value rises', set('version', { minimum: 2 }), /minimum is tightened to 2/],
  ['a least value is added', set('ratio', { minimum: 0 }), /minimum is tightened/],
  ['the greatest value falls', set('version', { maximum: 999 }), /maximum is tightened/],
  ['an exclusive bound rises', set('ratio', { exclusiveMinimum: 0.1 }), /exclusiveMinimum/],
  ['an exclusive bound falls', set('ratio', { exclusiveMaximum: 0.9 }), /exclusiveMaximum/],
  ['texts must be longer', set('day', { minLength: 5 }), /minLength is tightened/],
  ['texts must be shorter', set('day', { maxLength: 9 }), /maxLength is tightened/],
  ['lists must be longer', set('fields', { minItems: 1 }), /minItems is tightened/],
  ['lists must be shorter', set('fields', { maxItems: 8 }), /maxItems is tightened/],
  ['lists must be sets', set('fields', { uniqueItems: true }), /must be unique/],
  ['items change their type', set('fields', { items: { type: 'integer' } }), /items: the type string/],
  ['items are forbidden', set('fields', { items: false }), /items: nothing is valid/],
  ['items get a rule', set('fields', { items: { type: 'string', maxLength: 5 } }), /maxLength is tightened/],
  ['objects must be larger', set('origin', { minProperties: 2 }), /minProperties/],
  ['objects must be smaller', set('origin', { maxProperties: 1 }), /maxProperties/],
  [
    'a nested property is removed',
    set('origin', { properties: {} }),
    /origin: the property offset is removed/,
  ],
  ['a nested property is required', set('origin', { required: ['offset', 'topic'] }), /topic is required/],
  ['a nested property becomes optional', set('origin', { required: [] }), /offset is no longer/],
  ['an open object closes', set('headers', { additionalProperties: false }), /nothing is valid/],
  [
    'the schema of undeclared properties is narrowed',
    set('headers', { additionalProperties: { type: 'string', maxLength: 3 } }),
    /maxLength/,
  ],
  [
    'a name that could be written before gets another type',
    set('headers', { properties: { count: { type: 'integer' } } }),
    /count: the type string/,
  ],
  ['an alternative is withdrawn', set('either', { oneOf: [{ type: 'string' }] }), /oneOf differs/],
  ['a keyword appears that nobody judges', set('id', { not: { const: 'x' } }), /not differs/],
  ['a keyword disappears that nobody judges', without('either', 'oneOf'), /oneOf differs/],
];

const lawful: readonly (readonly [string, (schema: EditedSchema) => void])[] = [
  ['nothing changes', () => undefined],
  ['a new property is optional', (s) => (s.properties['authority'] = { type: 'string' })],
  ['a text is explained', set('id', { description: 'of the event', examples: ['x'], deprecated: true })],
  [
    'a constant becomes a form that it has',
    (s) => (s.properties['register'] = { type: 'string', pattern: '^residents' }),
  ],
  ['a value joins the list', set('kind', { enum: ['moved', 'died', 'named'] })],
  [
    'a constant becomes a list that holds it',
    (s) => (s.properties['register'] = { enum: ['residents', 'x'] }),
  ],
  ['a whole number may be any number', set('version', { type: 'number' })],
  ['null is allowed too', set('id', { type: ['string', 'null'] })],
  ['a pattern is lifted', without('day', 'pattern')],
  ['a format is lifted', without('id', 'format')],
  ['a list of values is lifted', without('kind', 'enum')],
  ['bounds are loosened', set('version', { minimum: 0, maximum: 2000 })],
  ['bounds are lifted', without('version', 'maximum')],
  ['items may be anything', without('fields', 'items')],
  ['a closed object opens', without('closed', 'additionalProperties')],
  ['a closed object gets a property', set('closed', { properties: { a: {}, b: { type: 'string' } } })],
  [
    'a name that could be written before is declared as it was',
    set('headers', { properties: { a: { type: 'string' } } }),
  ],
];

describe('the compatibility of two versions of a schema', () => {
  it.each(breaking)('is broken where %s', (_what, edit, line) => {
    const breaks = breaksBetween(released, edited(edit));
    expect(breaks).toHaveLength(1);
    expect(breaks[0]).toMatch(line);
  });

  it.each(lawful)('is kept where %s', (_what, edit) => {
    expect(breaksBetween(released, edited(edit))).toEqual([]);
  });

  it.each([
    ['one joins', '^urn:(a|b|c)(:x)?$', 0],
    ['one goes', '^urn:(a|c)(:x)?$', 1],
    ['what follows changes', '^urn:(a|b)(:y)?$', 1],
  ])('of names in a pattern, %s', (_what, pattern, count) => {
    expect(breaksBetween({ pattern: '^urn:(a|b)(:x)?$' }, { pattern })).toHaveLength(count);
  });

  it('is judged against every version, because lawful steps can add up to a break', () => {
    const one = { properties: { kind: { enum: ['a', 'b'] } } };
    const two = { properties: { kind: {} } };
    const three = { properties: { kind: { enum: ['a'] } } };
    const versions = [one, two].map((schema, index) => ({ version: index + 1, schema }));
    expect(transitiveBreaks('test', versions.slice(0, 1), two)).toEqual([]);
    expect(transitiveBreaks('test', versions, three)).toEqual([
      'test: against version 1: #/properties/kind: the value "b" is no longer allowed',
      'test: against version 2: #/properties/kind: the values are narrowed to a list',
    ]);
  });
});
