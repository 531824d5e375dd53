type Scalar = string | number | boolean;
export interface Mapping {
  readonly [name: string]: Yaml | undefined;
}
export type Yaml = Scalar | readonly Yaml[] | Mapping;

/** The name of a member that is a comment on what follows. */
export const COMMENT = '#';
/** The name of a member whose value is an anchor, whose members are taken in. */
export const TAKE_IN = '<<';

/** No text that YAML would read as a number, a date or a sign of its own. */
const plain = /^(?:[A-Za-z/$]|--|127\.)[\w./:${}@=-]*$|^\d+[sm]$/;
/** Of a list in one line. */
const FLOW = 90;
const otherwiseRead = /^(true|false|null|yes|no|on|off|y|n)$|:$/i;

function scalar(value: Scalar): string {
  if (typeof value !== 'string') return `${value}`;
  return plain.test(value) && !otherwiseRead.test(value) ? value : JSON.stringify(value);
}

const isScalar = (value: Yaml): value is Scalar => typeof value !== 'object';
const isList = (value: Yaml): value is readonly Yaml[] => Array.isArray(value);

/**
 * Lines of a document; JSON's escapes are YAML's (YAML 1.2 §1.3), and a text of several lines is folded.
 * @param anchors members of the document that others may take in, by name and anchor
 */
export function yamlLines(value: Yaml, anchors: Readonly<Record<string, string>> = {}): readonly string[] {
  if (isScalar(value)) return [scalar(value)];
  if (isList(value)) return inOneLine(value) ?? value.flatMap((item) => behind('- ', item));
  return Object.entries(value).flatMap(([name, member]) => {
    if (member === undefined) return [];
    if (name === COMMENT)
      return scalarText(member)
        .split('\n')
        .map((line) => `# ${line}`.trimEnd());
    if (name === TAKE_IN) return [`${TAKE_IN}: *${scalarText(member)}`];
    if (isScalar(member) || (isList(member) && inOneLine(member))) return behind(`${name}: `, member);
    const anchor = anchors[name] === undefined ? '' : ` &${anchors[name]}`;
    const isEmpty = Object.keys(member).length === 0;
    return [`${name}:${anchor}`, ...(isEmpty ? [] : yamlLines(member).map(indented))];
  });
}

/** Braces and commas have a meaning there. */
function inOneLine(list: readonly Yaml[]): readonly string[] | undefined {
  const items = list.map((item) =>
    isScalar(item) && !/[{},[\]\n]/.test(`${item}`) ? scalar(item) : undefined,
  );
  const line = `[${items.join(', ')}]`;
  return items.includes(undefined) || line.length > FLOW ? undefined : [line];
}

const scalarText = (value: Yaml): string => (isScalar(value) ? String(value) : '');
const indented = (line: string): string => (line === '' ? line : `  ${line}`);

function behind(start: string, value: Yaml): readonly string[] {
  if (typeof value === 'string' && value.includes('\n'))
    return [`${start}>-`, ...value.split('\n').map(indented)];
  const [first = '', ...rest] = yamlLines(value);
  return [start + first, ...rest.map(indented)];
}
