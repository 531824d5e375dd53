import { parseSync } from '@swc/core';

/** TypeScript 7 has no programmatic API, so swc reads the sources. */
export const parse = (text, path = '') =>
  parseSync(text, { syntax: 'typescript', decorators: true, target: 'es2024', tsx: path.endsWith('.tsx') });

/** All nodes below, each with the nodes above it, nearest first. */
export function* nodes(node, above = []) {
  if (Array.isArray(node)) for (const each of node) yield* nodes(each, above);
  else if (node !== null && typeof node === 'object') {
    const isNode = typeof node.type === 'string';
    if (isNode) yield [node, above];
    const next = isNode ? [node, ...above] : above;
    for (const each of Object.values(node)) if (typeof each === 'object') yield* nodes(each, next);
  }
}

/** swc counts bytes, from 1. */
export const lineOf = (text, { span }) =>
  Buffer.from(text)
    .subarray(0, span.start - 1)
    .toString()
    .split('\n').length;

/** The text of a string, or what stands between the expressions of a template; nothing for anything else. */
export function texts(node) {
  if (node.type === 'StringLiteral') return [node.value];
  if (node.type === 'TemplateElement') return [node.cooked ?? node.raw];
  return [];
}

const unwrapped = new Set([
  'ParenthesisExpression',
  'TsAsExpression',
  'TsNonNullExpression',
  'TsSatisfiesExpression',
]);

/** The expression without brackets and casts. */
export const bare = (node) => (node && unwrapped.has(node.type) ? bare(node.expression) : node);

/** A string, or a template without expressions; nothing where it is computed. */
export function literal(node) {
  const value = bare(node);
  if (value?.type === 'TemplateLiteral' && value.expressions.length === 0) return value.quasis[0].cooked;
  return value?.type === 'StringLiteral' ? value.value : undefined;
}

/** `a.b`, `a?.b`, `a['b']`: the name of the member. */
export function memberOf(node) {
  if (node.type !== 'MemberExpression') return undefined;
  return node.property.type === 'Computed' ? literal(node.property.expression) : node.property.value;
}

/** What a call loads a module with: `import`, a `require` under any name, `require.resolve`, `import.meta.resolve`. */
function isLoader(callee, requires) {
  if (callee.type === 'Import') return true;
  if (callee.type === 'Identifier') return requires.has(callee.value);
  if (callee.type === 'CallExpression') return isCallOf(callee, 'createRequire');
  const member = memberOf(callee);
  if (member === 'require' || member === 'getBuiltinModule') return true;
  return member === 'resolve' && (callee.object.type === 'MetaProperty' || isLoader(callee.object, requires));
}

const isCallOf = ({ type, callee }, name) =>
  type === 'CallExpression' && (callee.value === name || memberOf(callee) === name);

/** Every import, re-export, `import()`, `require()` and `import('…')` of a type: [module, or undefined if computed; node]. */
export function loads(ast) {
  const all = [...nodes(ast)].map(([node]) => node);
  const made = all.filter(
    ({ type, init }) => type === 'VariableDeclarator' && init && isCallOf(bare(init), 'createRequire'),
  );
  const requires = new Set(['require', ...made.map(({ id }) => id.value)]);
  return all.flatMap((node) => {
    if (/^(Import|Export)/.test(node.type)) return node.source ? [[node.source.value, node]] : [];
    if (node.type === 'TsExternalModuleReference') return [[literal(node.expression), node]];
    if (node.type === 'TsImportType') return [[literal(node.argument), node]];
    if (node.type !== 'CallExpression' || !isLoader(node.callee, requires)) return [];
    return [[literal(node.arguments[0]?.expression), node]];
  });
}
