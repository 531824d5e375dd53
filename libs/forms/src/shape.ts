import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Finding } from './mistake.ts';
import { nearest, oneOf } from './nearest.ts';

const schema = JSON.parse(
  readFileSync(new URL('../data/form.schema.json', import.meta.url), 'utf8'),
) as object;

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allErrors: true,
  allowUnionTypes: true,
  verbose: true,
});
addFormats.default(ajv);
const isForm = ajv.compile(schema);

export interface Shape {
  readonly findings: readonly Finding[];
  /** Whether what is there can be read in spite of them. */
  readonly isReadable: boolean;
}

/** What is wrong with the shape of a form, by the schema. */
export function shapeOf(content: unknown): Shape {
  if (isForm(content)) return { findings: [], isReadable: true };
  const errors = (isForm.errors ?? []).filter(({ schemaPath }) => !schemaPath.includes('/oneOf/'));
  return { findings: errors.map(findingOf), isReadable: !errors.some(breaks) };
}

/** Without a text, and with one too many or unusual, the rest can be looked at all the same. */
const breaks = ({ keyword, params }: ErrorObject): boolean =>
  ['type', 'oneOf'].includes(keyword) ||
  (keyword === 'required' &&
    !['de', 'en', 'title', 'label', 'otherWays', 'legalBasis', 'version'].includes(
      String((params as Params)['missingProperty']),
    ));

const pathOf = ({ instancePath }: ErrorObject): readonly (string | number)[] =>
  instancePath
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));

type Params = Readonly<Record<string, unknown>>;

function findingOf(error: ErrorObject): Finding {
  const path = pathOf(error);
  const { keyword, message = '' } = error;
  const params = error.params as Params;
  const { properties = {} } = (error.parentSchema ?? {}) as { readonly properties?: object };
  const name = path.findLast((step) => typeof step === 'string') ?? 'The form';
  if (keyword === 'additionalProperties') {
    const unknown = String(params['additionalProperty']);
    return { path: [...path, unknown], isName: true, ...unknownMember(unknown, Object.keys(properties)) };
  }
  if (keyword === 'required') return { path, ...missingMember(String(params['missingProperty']), name) };
  if (keyword === 'enum') {
    const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
    return {
      path,
      what: `${name} has no such value: ${shown(error.data)}.`,
      remedy: oneOf(String(error.data), allowed),
    };
  }
  if (keyword === 'oneOf') return { path, ...alternatives(name) };
  if (keyword === 'pattern')
    return {
      path,
      what: `${name} is written differently: ${shown(error.data)}.`,
      remedy: `It has the form ${String(params['pattern'])}.`,
    };
  if (keyword === 'type') return { path, ...otherType(name, error, isText(properties)) };
  return { path, what: `${name} ${message}.`, remedy: `Mend it: ${shown(error.data)} does not fit.` };
}

/** Of a text in each language. */
const isText = (properties: object): boolean => Object.keys(properties).join(' ') === 'de en';

const typeNames: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
};

function otherType(
  name: string | number,
  { params, data }: ErrorObject,
  isLocalised: boolean,
): Pick<Finding, 'what' | 'remedy'> {
  if (isLocalised)
    return { what: `${name} must be a text in each language.`, remedy: 'Write { de: …, en: … }.' };
  const wanted = [(params as Params)['type']].flat().map(String);
  const what = `${name} must be ${wanted.map((type) => typeNames[type] ?? type).join(', or ')}.`;
  const isUnquoted = typeof data === 'number' && wanted.includes('string');
  return {
    what,
    remedy: isUnquoted ? `Put it in quotes: '${data}'.` : `Mend it: ${shown(data)} does not fit.`,
  };
}

function unknownMember(unknown: string, names: readonly string[]): Pick<Finding, 'what' | 'remedy'> {
  const near = nearest(unknown, names);
  const rest = names.join(' ') === 'de en' ? ' A text with a comma stands in quotes.' : '';
  return {
    what: `There is no member ${unknown} here.`,
    remedy: near === undefined ? `Remove it; there are ${names.join(', ')}.${rest}` : `Did you mean ${near}?`,
  };
}

function missingMember(missing: string, name: string | number): Pick<Finding, 'what' | 'remedy'> {
  if (missing === 'de' || missing === 'en') {
    const language = missing === 'de' ? 'German' : 'English';
    return {
      what: `${name} has no ${language} text.`,
      remedy: `Add the member ${missing}, in plain language.`,
    };
  }
  return {
    what: `The member ${missing} is missing.`,
    remedy: `Add ${missing}; docs/forms.md says what it holds.`,
  };
}

function alternatives(name: string | number): Pick<Finding, 'what' | 'remedy'> {
  if (name === 'source')
    return {
      what: 'A source takes one field of the evidence, or parts of it.',
      remedy: 'Write either field or parts.',
    };
  if (name === 'typed')
    return {
      what: 'A subject is typed in one field, or as court and number.',
      remedy: 'Write either field, or court and number.',
    };
  return { what: 'A condition compares with one list of values.', remedy: 'Write either is or isNot.' };
}

const shown = (value: unknown): string =>
  typeof value === 'object' ? (Array.isArray(value) ? 'a list' : 'an object') : JSON.stringify(value);
