import type { Described, Operation } from './described.ts';
import { commentOf, typeOf } from './schema-types.ts';

const JSON_TYPE = 'application/json';

interface Route {
  readonly name: string;
  readonly operation: Operation;
}

/** What programs call: the versioned routes that take and answer JSON. */
const routesOf = ({ paths }: Described): readonly Route[] =>
  Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    )
    .filter(({ operation: { requestBody } }) => !requestBody || requestBody.content?.[JSON_TYPE]);

/** A parameter travels as text; one that takes digits and no letters may be given as a number. */
function parameterType(schema: Parameters<typeof typeOf>[0]): string {
  const form = new RegExp(schema.pattern ?? '[^]', 'u');
  return schema.pattern !== undefined && form.test('7') && !form.test('a')
    ? 'number | string'
    : typeOf(schema);
}

function parametersOf({ parameters = [] }: Operation, place: 'path' | 'query'): string {
  const own = parameters.filter((each) => each.in === place);
  if (own.length === 0) return '';
  const members = own.map(
    ({ name, required, schema, description }) =>
      `${commentOf(description)}readonly ${name}${required ? '' : '?'}: ${parameterType(schema)};`,
  );
  return `readonly ${place}${own.some(({ required }) => required) ? '' : '?'}: {\n${members.join('\n')}\n};\n`;
}

function bodyOf({ requestBody }: Operation): string {
  const schema = requestBody?.content?.[JSON_TYPE]?.schema;
  return schema ? `readonly body${requestBody?.required === false ? '?' : ''}: ${typeOf(schema)};\n` : '';
}

function answerOf({ responses }: Operation): string {
  const [, good] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const schema = good?.content?.[JSON_TYPE]?.schema;
  return `readonly answer: ${schema ? typeOf(schema) : 'undefined'};\n`;
}

/** Where a repetition under the same `Idempotency-Key` does the work once. */
const isKeyed = ({ parameters = [], responses }: Operation): boolean =>
  parameters.some(({ name }) => name === 'Idempotency-Key') ||
  Object.values(responses).some(({ $ref }) => $ref?.includes('idempotency-key-reused'));

/** The type of each route, and the list of those that take an idempotency key. */
export function routesFile(app: string, document: Described): string {
  const routes = routesOf(document);
  const types = routes.map(
    ({ name, operation }) =>
      `${commentOf(operation.summary)}readonly '${name}': {\n${parametersOf(operation, 'path')}${parametersOf(operation, 'query')}${bodyOf(operation)}${answerOf(operation)}};`,
  );
  const keyed = routes.filter(({ name, operation }) => !name.startsWith('GET ') && isKeyed(operation));
  return `export interface Routes {\n${types.join('\n')}\n}

export const ${app}: ServiceRoutes<Routes> = {
  name: '${app}',
  keyed: new Set<keyof Routes>(${JSON.stringify(keyed.map(({ name }) => name))}),
};`;
}
