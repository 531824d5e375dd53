type Values = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nested evidence by field path, as grants and provenance name fields; a list is one value. */
export function fieldsOf(evidence: Values, parent = ''): Values {
  const entries = Object.entries(evidence).flatMap(
    ([name, value]): readonly (readonly [string, unknown])[] => {
      const path = parent === '' ? name : `${parent}.${name}`;
      return isObject(value) ? Object.entries(fieldsOf(value, path)) : [[path, value] as const];
    },
  );
  return Object.fromEntries(entries);
}
