type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Applies a change to every object of a document, the innermost first. */
function everyObject(value: unknown, change: (object: Json) => void): void {
  if (Array.isArray(value)) value.forEach((item) => everyObject(item, change));
  if (!isObject(value)) return;
  Object.values(value).forEach((item) => everyObject(item, change));
  change(value);
}

/** `nullable` is of OpenAPI 3.0; in 3.1, which is JSON Schema 2020-12, null is a type (and a value of an enum). */
export function withNullTypes(document: object): void {
  everyObject(document, (schema) => {
    if (schema['nullable'] !== true) return;
    delete schema['nullable'];
    if (Array.isArray(schema['enum'])) schema['enum'] = [...(schema['enum'] as unknown[]), null];
    if (typeof schema['type'] === 'string') {
      schema['type'] = [schema['type'], 'null'];
      return;
    }
    const of = (schema['allOf'] as unknown[] | undefined)?.[0] ?? { $ref: schema['$ref'] };
    delete schema['allOf'];
    delete schema['$ref'];
    schema['anyOf'] = [of, { type: 'null' }];
  });
}

const nameOf = (reference: unknown): string | undefined =>
  typeof reference === 'string' ? reference.replace('#/components/schemas/', '') : undefined;

/** Closes every schema that a request body reaches: unknown members are refused there. */
export function withClosedRequests(bodies: readonly unknown[], schemas: Record<string, unknown>): void {
  const open = bodies.filter(isObject);
  const seen = new Set<string>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    everyObject(next, (object) => {
      const name = nameOf(object['$ref']);
      const schema = name === undefined ? undefined : schemas[name];
      if (name === undefined || seen.has(name) || !isObject(schema)) return;
      seen.add(name);
      if (isObject(schema['properties'])) schema['additionalProperties'] ??= false;
      open.push(schema);
    });
  }
}
