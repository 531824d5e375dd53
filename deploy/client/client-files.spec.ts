import { clientFiles } from './client-files.ts';
import type { Described, Operation, Schema } from './described.ts';
import { typeOf } from './schema-types.ts';

const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const parameter = (name: string, place: string, schema: Schema, required = false) => ({
  ...{ name, in: place, schema, required },
});

const move: Operation = {
  summary: 'Move a dog',
  parameters: [
    parameter('id', 'path', { type: 'string' }, true),
    parameter('limit', 'query', { type: 'string', pattern: '^[1-9][0-9]?$' }),
    parameter('after', 'query', { type: 'string', pattern: '^[A-Za-z0-9]+$' }),
    parameter('Idempotency-Key', 'header', { type: 'string' }),
  ],
  requestBody: { required: true, ...json(ref('MoveDto')) },
  responses: { '201': json(ref('DogDto')), '404': { $ref: '#/components/responses/404-dog-unknown' } },
};
const document: Described = {
  paths: {
    '/v1/dogs/{id}/acts/move': { post: move },
    '/v1/imports': { post: { requestBody: { content: { 'application/x-ndjson': {} } }, responses: {} } },
    '/health/live': { get: { responses: { '200': {} } } },
  },
  components: {
    schemas: {
      MoveDto: { type: 'object', properties: { to: { type: ['string', 'null'] } }, required: ['to'] },
      DogDto: {
        type: 'object',
        description: 'A dog */ with an end of a comment',
        properties: {
          size: { enum: ['BIG', 'SMALL'] },
          owners: { type: 'array', items: { anyOf: [ref('OwnerDto'), { type: 'null' }] } },
          more: { type: 'object', additionalProperties: { type: 'integer' } },
        },
      },
      OwnerDto: { type: 'object', additionalProperties: true },
    },
  },
};
const files = clientFiles({ dogs: document, identity: document });
const written = (files['libs/client/src/generated/dogs.generated.ts'] ?? '').replaceAll(/\s+/g, ' ');

describe('what the client is generated from', () => {
  it.each([
    [
      'a route with its members',
      `readonly 'POST /v1/dogs/{id}/acts/move': { readonly path: { readonly id: string; };`,
    ],
    [
      'a number where digits are taken',
      'readonly query?: { readonly limit?: number | string; readonly after?: string; };',
    ],
    ['what goes and comes', 'readonly body: Move; readonly answer: Dog;'],
    ['where a key makes it once', `keyed: new Set<keyof Routes>(["POST /v1/dogs/{id}/acts/move"])`],
    ['what may be null', 'export interface Move { readonly to: string | null; }'],
    [
      'words from a list, and lists',
      `readonly size?: "BIG" | "SMALL"; readonly owners?: readonly (Owner | null)[];`,
    ],
    ['a map', 'readonly more?: Readonly<Record<string, number>>;'],
    ['a comment that ends where it should', '/** A dog * / with an end of a comment */'],
  ])('gives %s', (_, text) => {
    expect(written).toContain(text);
  });

  it('leaves out what is not JSON or no API, and the issuer', () => {
    expect(written).not.toMatch(/imports|health/);
    expect(Object.keys(files).map((path) => path.split('/').at(-1))).toEqual([
      'dogs.generated.ts',
      'services.generated.ts',
      'problems.generated.ts',
    ]);
  });

  it('may hold nothing that would be lost', () => {
    expect(() => typeOf({ type: 'object', patternProperties: {} })).toThrow('"patternProperties"');
  });
});
