/** Code that only tests may use: the test kit and what a library offers to tests. */
const testOnly = '^libs/(test-kit|[^/]+-testing)/|/testing/';
/** Files that are tests, or serve nothing but tests and measurements. */
export const tests = '\\.spec\\.ts$|\\.builder\\.ts$|^test/|^bench/|' + testOnly;

/** A library's production code may import only the named libraries of ours (and itself). */
const layer = (library, allowed) => ({
  name: `${library}-layer`,
  comment: `${library} imports ${allowed.length === 0 ? 'nothing of ours' : `only ${allowed.join(', ')}`}`,
  severity: 'error',
  from: { path: `^libs/${library}/`, pathNot: tests },
  to: { path: `^(apps|deploy|bench|test)/|^libs/(?!(${[library, ...allowed].join('|')})/)` },
});

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/**
 * Import direction (style guide, "Layout"): apps → cases → register-kit → outbox → service-kit → contracts, kafka.
 * deploy/check/boundaries.mjs breaks every rule once and expects each to be reported.
 */
const configuration = {
  forbidden: [
    layer('authorities', []),
    layer('client', []),
    layer('contracts', []),
    layer('corrections', ['contracts']),
    layer('forms', ['contracts', 'identifiers']),
    layer('identifiers', []),
    layer('kafka', []),
    layer('terminal', []),
    layer('local-services', ['kafka']),
    layer('service-kit', ['authorities', 'contracts', 'kafka']),
    layer('outbox', ['contracts', 'kafka', 'service-kit']),
    layer('inbox', ['contracts', 'corrections', 'identifiers', 'kafka', 'service-kit']),
    layer('webhooks', ['contracts', 'service-kit']),
    layer('cases', ['contracts', 'service-kit', 'register-kit']),
    layer('register-kit', ['authorities', 'contracts', 'service-kit', 'outbox', 'identifiers']),
    forbid(
      'contracts-without-packages',
      'what crosses a process boundary depends on no package',
      { path: '^libs/contracts/', pathNot: tests },
      { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-unknown', 'npm-no-pkg'] },
    ),
    forbid(
      'kafkajs-in-one-place',
      'what kafkajs does wrong is put right once, in libs/kafka; tests, bench and deploy go through it too',
      { pathNot: '^libs/kafka/' },
      { path: '(^|/)node_modules/kafkajs/' },
    ),
    forbid(
      'no-app-imports-app',
      'apps talk over HTTP and Kafka; a register never reads another one',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid('no-lib-imports-app', 'libraries know no app', { path: '^libs/' }, { path: '^apps/' }),
    forbid(
      'gateway-without-register-kit',
      'the gateway decides and keeps no register data (architecture §1)',
      { path: '^apps/gateway/' },
      { path: '^libs/(register-kit|register-kit-testing|outbox)/' },
    ),
    forbid(
      'tests-only-from-tests',
      'the image holds no test code',
      { path: '^(apps|libs|deploy)/', pathNot: tests },
      { path: `${testOnly}|\\.spec\\.ts$|\\.builder\\.ts$` },
    ),
    forbid(
      'libs-through-their-index',
      'a library promises what its index exports, nothing else',
      { path: '^(?:apps|libs)/([^/]+)/' },
      { path: '^libs/[^/]+/', pathNot: '^libs/$1/|^libs/[^/]+/src/(testing/)?index\\.ts$' },
    ),
    forbid(
      'libs-through-their-index-elsewhere',
      'a library promises what its index exports; its plain JavaScript is for what runs before a compiler is installed',
      { path: '^(deploy|bench|test)/' },
      { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/src/((testing/)?index\\.ts|[^/]+\\.mjs)$' },
    ),
    forbid(
      'gateway-folders-through-their-index',
      'a module of the gateway promises what its index exports, nothing else',
      { path: '^apps/gateway/src/([^/]+)', pathNot: tests },
      { path: '^apps/gateway/src/[^/]+/', pathNot: '^apps/gateway/src/($1/|[^/]+/index\\.ts$)' },
    ),
    forbid(
      'no-import-from-dist',
      'an import that lands in dist means that a tool lost the `source` condition and sees nothing',
      {},
      { path: '^dist/' },
    ),
    forbid('no-cycle', 'a cycle is one module in two files', {}, { circular: true }),
    forbid('resolvable', 'an import that nothing resolves hides a boundary', {}, { couldNotResolve: true }),
  ],
  options: {
    // TypeScript 7 has no programmatic API, so swc reads the sources; it reports type-only imports as well.
    parser: 'swc',
    exclude: { path: '^test/fourth-register/tree/' },
    doNotFollow: { path: '(^|/)node_modules/|^dist/' },
    enhancedResolveOptions: {
      // package.json#imports offers `source` and a default in dist; without `source` every boundary is invisible.
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

export default configuration;
