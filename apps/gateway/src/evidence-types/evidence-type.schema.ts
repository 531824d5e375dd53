import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { registerNames, subjectKinds } from '#libs/contracts';

const localised = {
  type: 'object',
  additionalProperties: false,
  required: ['de', 'en'],
  properties: { de: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } },
};

const fileSchema = {
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'version',
    'title',
    'register',
    'subjectKinds',
    'birthDateRequired',
    'validFor',
    'legalBasis',
    'fields',
    'schema',
  ],
  properties: {
    id: { type: 'string', pattern: `^(${registerNames.join('|')})\\.[a-z][a-z-]*\\.v[1-9][0-9]*$` },
    version: { type: 'integer', minimum: 1 },
    title: localised,
    register: { enum: registerNames },
    subjectKinds: {
      type: 'array',
      minItems: 1,
      items: { enum: subjectKinds },
    },
    birthDateRequired: { type: 'boolean' },
    validFor: { type: 'string', format: 'duration' },
    legalBasis: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    fields: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$' },
      additionalProperties: localised,
    },
    schema: { type: 'object', required: ['$schema', '$id', 'type', 'additionalProperties', 'properties'] },
  },
};

/** A validator for JSON Schema 2020-12 that knows the standard formats. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv;
}

/** One for all files: each of its own would compile the schema of schemas once more. */
const ajv = createAjv();
const isFile = ajv.compile(fileSchema);

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

interface CheckedFile {
  readonly id: string;
  readonly version: number;
  readonly fields: object;
  readonly schema: SchemaNode & { readonly $id: string };
}

/** What is wrong with an evidence type file; empty when nothing is. */
export function evidenceTypeFaults(type: unknown): readonly string[] {
  if (!isFile(type)) return (isFile.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? ''}`);
  const { id, version, fields, schema } = type as unknown as CheckedFile;
  const { $id, ...nameless } = schema;
  const faults: string[] = [];
  if (!id.endsWith(`.v${version}`)) faults.push('/version differs from the id');
  if ($id !== `urn:einmal:evidence:${id}`) faults.push('/schema/$id differs from the id');
  try {
    ajv.compile(nameless);
  } catch (error) {
    return [...faults, `/schema does not compile: ${(error as Error).message}`];
  }
  for (const path of Object.keys(fields)) {
    if (!resolves(schema, path.split('.'))) faults.push(`/fields/${path} is not in the schema`);
  }
  for (const path of branches(schema, '')) {
    const covered = Object.keys(fields).some((field) => field === path || path.startsWith(`${field}.`));
    if (!covered) faults.push(`/schema describes ${path}, which is not a field`);
  }
  return faults;
}

function resolves(node: SchemaNode, [head, ...rest]: readonly string[]): boolean {
  if (head === undefined) return true;
  const child = node.properties?.[head];
  return child !== undefined && resolves(child, rest);
}

/** Paths of all schema nodes without further properties. */
function branches(node: SchemaNode, prefix: string): readonly string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    child.properties ? branches(child, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}
