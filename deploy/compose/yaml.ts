import { Alias, Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

type Value = string | number | boolean;
export interface Mapping {
  readonly [name: string]: Yaml | undefined;
}
export type Yaml = Value | readonly Yaml[] | Mapping;

/** The name of a member that is a comment on what follows. */
export const COMMENT = '#';
/** The name of a member whose value is an anchor, whose members are taken in. */
export const TAKE_IN = '<<';

/** Of a line, and of a list in one line. */
const WIDTH = 118;
const FLOW = 90;

/** @param anchors members of the document that others may take in, by name and anchor */
export function yamlText(content: Mapping, anchors: Readonly<Record<string, string>> = {}): string {
  // Compose reads YAML 1.1 in part: `no` and 65532:65532 need their quotes there.
  const document = new Document(undefined, { schema: 'yaml-1.1' });
  document.contents = nodeOf(content, anchors);
  const text = document.toString({ lineWidth: WIDTH, flowCollectionPadding: false, singleQuote: true });
  return text.replaceAll(/^(\s*#) $/gm, '$1');
}

type Node = Scalar | YAMLSeq | YAMLMap | Alias;

function nodeOf(value: Yaml, anchors: Readonly<Record<string, string>> = {}): Node {
  if (typeof value !== 'object') return new Scalar(value);
  return isList(value) ? sequence(value) : mapping(value, anchors);
}

const isList = (value: readonly Yaml[] | Mapping): value is readonly Yaml[] => Array.isArray(value);

function sequence(list: readonly Yaml[]): YAMLSeq {
  const node = new YAMLSeq();
  node.items = list.map((item) => nodeOf(item));
  const values = list.filter((item) => typeof item !== 'object');
  node.flow = values.length === list.length && values.join(', ').length < FLOW;
  return node;
}

function mapping(members: Mapping, anchors: Readonly<Record<string, string>>): YAMLMap {
  const node = new YAMLMap();
  let comment: string | undefined;
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) continue;
    if (name === COMMENT) {
      comment = textOf(value).replaceAll(/^/gm, ' ');
      continue;
    }
    const key = new Scalar(name);
    if (comment !== undefined) key.commentBefore = comment;
    comment = undefined;
    node.items.push(
      new Pair(key, name === TAKE_IN ? new Alias(textOf(value)) : anchored(value, anchors[name])),
    );
  }
  return node;
}

function anchored(value: Yaml, anchor: string | undefined): Node {
  const node = nodeOf(value);
  if (anchor !== undefined && !(node instanceof Alias)) node.anchor = anchor;
  return node;
}

const textOf = (value: Yaml): string => (typeof value === 'object' ? '' : `${value}`);
