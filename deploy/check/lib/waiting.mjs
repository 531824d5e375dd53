import { bare, lineOf, memberOf, nodes, parse } from './syntax.mjs';

/** Timers and clocks, under whatever object they are looked up. */
export const timers = /^(setTimeout|setInterval)$/;
const clocks = /^(performance|hrtime|uptime|Atomics|Temporal)$/;
/** What a module offers that waits: [module, the names]. */
export const timerModules = [
  [/^(node:)?timers(\/promises)?$/, /^(?!setImmediate$|clear)/],
  [/^rxjs/, /^(timer|interval|delay|delayWhen|debounceTime|auditTime|sampleTime|throttleTime|timeout)$/],
];
const waiters = [
  ...timerModules,
  [/^(node:)?perf_hooks$/, /./],
  [/^(node:)?process$/, /^(hrtime|uptime)$/],
  [/^#libs\/service-kit$|\/pause\.ts$/, /^pause$/],
];
/** Waiting that another program or the database does. */
const elsewhere = [
  /\bpg_sleep/i,
  /(^|[;&|("']\s*)sleep(\s+["'$\d.]|\s*$)/,
  /\bset(Timeout|Interval)\(|\bAtomics\.wait/,
];

function importedWaiters(all) {
  return new Set(
    all
      .filter(({ type }) => type === 'ImportDeclaration')
      .flatMap(({ source, specifiers }) => {
        const names = waiters.find(([module]) => module.test(source.value))?.[1];
        return names === undefined
          ? []
          : specifiers
              .filter(({ type, imported, local }) =>
                type !== 'ImportSpecifier' ? source.value[0] !== '#' : names.test((imported ?? local).value),
              )
              .map(({ local }) => local.value);
      }),
  );
}

/** What a clock shows: `Date.now()`, `new Date()`, and what is made of one by a cast, a unit or an offset. */
function clockOf(all) {
  const names = new Set();
  const isNow = (node) =>
    node?.type === 'MemberExpression' && bare(node.object).value === 'Date' && memberOf(node) === 'now';
  const keyOf = (node) => (node.type === 'Identifier' ? node.value : memberOf(node));
  const shows = (given, isKnown) => {
    const node = bare(given);
    const part = (each) => shows(each, isKnown);
    switch (node?.type) {
      case 'CallExpression': {
        const { callee } = node;
        if (isNow(callee) || names.has(`${callee.value}()`)) return true;
        const member = memberOf(callee) ?? callee.value;
        if (/^(getTime|valueOf)$/.test(member)) return part(callee.object);
        return /^(Number|floor|round|ceil|trunc)$/.test(member) && part(node.arguments[0]?.expression);
      }
      case 'NewExpression':
        return node.callee.value === 'Date' && (node.arguments ?? []).length === 0;
      case 'UnaryExpression':
        return node.operator === '+' && part(node.argument);
      case 'BinaryExpression':
        return '+-*/'.includes(node.operator) && (part(node.left) || part(node.right));
      case undefined:
        return false;
      default:
        return isKnown(keyOf(node));
    }
  };
  const direct = (node) => shows(node, () => false);
  const reading = (node) => shows(node, (name) => names.has(name));
  const remember = (target, value) => {
    const made = bare(value);
    const body = made?.type === 'ArrowFunctionExpression' ? bare(made.body) : undefined;
    if (target !== undefined && (isNow(made) || (body && direct(body)))) names.add(`${target}()`);
    else if (target !== undefined && reading(made)) names.add(target);
  };
  for (const node of all) {
    if (node.type === 'VariableDeclarator') remember(node.id.value, node.init);
    if (node.type === 'AssignmentExpression') remember(keyOf(node.left), node.right);
    if (/^(Class|Private)Property$/.test(node.type)) remember(node.key.value, node.value);
  }
  return { direct, reading };
}

/** Two readings compared or subtracted, one compared with anything, or an expectation of one. */
function comparesClocks(node, { direct, reading }) {
  if (node.type === 'BinaryExpression') {
    const { operator, left, right } = node;
    if (/^[<>]=?$/.test(operator)) return direct(left) || direct(right) || (reading(left) && reading(right));
    return operator === '-' && reading(left) && reading(right);
  }
  if (node.type !== 'CallExpression' || !/^toBe(Less|Greater)Than/.test(memberOf(node.callee) ?? ''))
    return false;
  const expectation = [...nodes(node.callee)].find(
    ([{ type, callee }]) => type === 'CallExpression' && callee.value === 'expect',
  )?.[0];
  return [...node.arguments, ...(expectation?.arguments ?? [])].some(({ expression }) => direct(expression));
}

/** `jest.setTimeout` is how long a test may take. */
const isJests = (node, above) =>
  above?.type === 'MemberExpression' && bare(above.object).value === 'jest' && above.property === node;

function waitsForTime([node, [above]], imported, clock) {
  const { type, value } = node;
  if (type === 'Identifier') {
    if (above?.type === 'ImportSpecifier') return false;
    if (timers.test(value)) return !isJests(node, above);
    return clocks.test(value) || imported.has(value);
  }
  if (type === 'TemplateElement') return elsewhere.some((each) => each.test(node.cooked ?? node.raw));
  if (type === 'StringLiteral') {
    const isImport = /^(Import|Export)/.test(above?.type);
    return (
      (!isImport && waiters.some(([module]) => module.test(value) && value[0] !== '#')) ||
      [timers, clocks, ...elsewhere].some((each) => each.test(value))
    );
  }
  if (type === 'MemberExpression' && bare(node.object).value === 'AbortSignal')
    return memberOf(node) === 'timeout';
  return comparesClocks(node, clock);
}

/**
 * The lines of a test that wait for time or compare times, whatever they call it, but for those that say why. Not seen:
 * a loop that counts, turns of the event loop in a circle, names that are put together, what production code waits for,
 * a statement that runs into `lock_timeout`, a program that idles by itself, an instant of the database compared.
 */
export function waits(text) {
  const ast = parse(text);
  const all = [...nodes(ast)];
  const plain = all.map(([node]) => node);
  const imported = importedWaiters(plain);
  const clock = clockOf(plain);
  const lines = text.split('\n');
  const reason = /\/\/ sleeps: \S+ \S+/;
  const found = all.filter((each) => waitsForTime(each, imported, clock)).map(([node]) => lineOf(text, node));
  return [...new Set(found)].filter(
    (line) => !reason.test(lines[line - 1]) && !reason.test(lines[line - 2] ?? ''),
  );
}
