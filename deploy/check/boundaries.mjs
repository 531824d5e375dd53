import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.mjs';
import { circlesOfFolders, importsBelow } from './lib/folder-graph.mjs';
import { report, root } from './lib/report.mjs';

/**
 * A tree that breaks each import rule once: [file, what it imports, the rules that must report it]. An alias that
 * resolves to dist, or a parser that cannot read TypeScript, once made the boundary check silently blind.
 */
const violations = [
  ['apps/vehicles/src/vehicles.service.ts', '../../residents/src/main.ts', ['no-app-imports-app']],
  ['apps/gateway/src/lookups.service.ts', '#libs/register-kit', ['gateway-without-register-kit']],
  ['apps/gateway/src/type-only.ts', 'type #libs/register-kit', ['gateway-without-register-kit']],
  ['apps/gateway/src/events.ts', '#libs/outbox', ['gateway-without-register-kit']],
  ['apps/business/src/clock.ts', '#libs/test-kit', ['tests-only-from-tests']],
  ['apps/business/src/contract.ts', '#libs/register-kit-testing', ['tests-only-from-tests']],
  ['apps/business/src/testing.ts', '../../../libs/outbox/src/testing/index.ts', ['tests-only-from-tests']],
  ['apps/business/src/stand.ts', './testing/server.ts', ['tests-only-from-tests']],
  ['apps/business/src/deep.ts', '../../../libs/outbox/src/relay.ts', ['libs-through-their-index']],
  ['test/deep.e2e.spec.ts', '../libs/outbox/src/relay.ts', ['libs-through-their-index-elsewhere']],
  ['apps/business/src/lock.ts', '../../../libs/local-services/src/lock.mjs', ['libs-through-their-index']],
  ['apps/gateway/src/main.ts', './lookups/lookup.service.ts', ['gateway-folders-through-their-index']],
  [
    'apps/gateway/src/consents/deep.ts',
    '../lookups/lookup.service.ts',
    ['gateway-folders-through-their-index'],
  ],
  ['libs/authorities/src/upwards.ts', '#libs/contracts', ['authorities-layer']],
  ['libs/client/src/upwards.ts', '#libs/contracts', ['client-layer']],
  ['libs/contracts/src/upwards.ts', '#libs/service-kit', ['contracts-layer']],
  ['libs/contracts/src/package.ts', 'jose', ['contracts-without-packages']],
  ['libs/corrections/src/upwards.ts', '#libs/service-kit', ['corrections-layer']],
  ['libs/forms/src/upwards.ts', '#libs/service-kit', ['forms-layer']],
  ['libs/identifiers/src/upwards.ts', '#libs/contracts', ['identifiers-layer']],
  ['libs/local-services/src/upwards.ts', '#libs/contracts', ['local-services-layer']],
  ['libs/kafka/src/upwards.ts', '#libs/contracts', ['kafka-layer']],
  ['libs/terminal/src/upwards.ts', '#libs/contracts', ['terminal-layer']],
  ['apps/operator/src/second-kafkajs.ts', 'kafkajs', ['kafkajs-in-one-place']],
  ['bench/relay/second-kafkajs.ts', 'type kafkajs', ['kafkajs-in-one-place']],
  ['test/second-kafkajs.ts', 'dynamic kafkajs', ['kafkajs-in-one-place']],
  ['libs/service-kit/src/upwards.ts', '#libs/outbox', ['service-kit-layer']],
  ['libs/outbox/src/upwards.ts', '#libs/register-kit', ['outbox-layer']],
  ['libs/inbox/src/upwards.ts', '#libs/register-kit', ['inbox-layer']],
  ['libs/webhooks/src/upwards.ts', '#libs/inbox', ['webhooks-layer']],
  ['libs/cases/src/upwards.ts', '#libs/inbox', ['cases-layer']],
  [
    'libs/register-kit/src/upwards.ts',
    '../../../apps/residents/src/main.ts',
    ['no-lib-imports-app', 'register-kit-layer'],
  ],
  ['libs/outbox/src/egg.ts', './hen.ts', ['no-cycle']],
  ['libs/outbox/src/hen.ts', './egg.ts', []],
  ['libs/outbox/src/compiled.ts', '../../../dist/compiled.js', ['no-import-from-dist']],
  ['libs/outbox/src/missing.ts', './nowhere.ts', ['resolvable']],
];

/** Folders of one app that need each other, though no file does: [the circle, its files and what they import] */
const circles = [
  [
    'apps/residents/src: eggs/ hens/',
    ['apps/residents/src/hens/hen.ts', '../eggs/egg.ts'],
    ['apps/residents/src/hens/feather.ts', 'node:fs'],
    ['apps/residents/src/eggs/egg.ts', 'node:fs'],
    ['apps/residents/src/eggs/shell.ts', '../hens/feather.ts'],
  ],
  [
    'apps/vehicles/src: eggs/ hens/ root-thing.ts',
    ['apps/vehicles/src/hens/hen.ts', '../root-thing.ts'],
    ['apps/vehicles/src/hens/feather.ts', 'node:fs'],
    ['apps/vehicles/src/root-thing.ts', './eggs/index.ts'],
    ['apps/vehicles/src/eggs/index.ts', 'node:fs'],
    ['apps/vehicles/src/eggs/shell.ts', '../hens/feather.ts'],
  ],
  [
    'apps/business/src: eggs/ hens/',
    ['apps/business/src/hens/black/hen.ts', '../../eggs/brown/egg.ts'],
    ['apps/business/src/hens/white/feather.ts', 'node:fs'],
    ['apps/business/src/eggs/brown/egg.ts', 'node:fs'],
    ['apps/business/src/eggs/white/shell.ts', '../../hens/white/feather.ts'],
  ],
  [
    'apps/operator/src/yard: eggs/ hens/',
    ['apps/operator/src/yard/hens/hen.ts', '../eggs/egg.ts'],
    ['apps/operator/src/yard/hens/feather.ts', 'node:fs'],
    ['apps/operator/src/yard/eggs/egg.ts', 'node:fs'],
    ['apps/operator/src/yard/eggs/shell.ts', '../hens/feather.ts'],
  ],
];

/** Imports that keep the rules; none of them may be reported. */
const lawful = [
  ['apps/residents/src/main.ts', '#libs/register-kit'],
  ['apps/identity/src/main.ts', './hens/hen.ts'],
  ['apps/identity/src/hens/hen.ts', '../identity.config.ts'],
  ['apps/identity/src/identity.config.ts', './eggs/egg.ts'],
  ['apps/identity/src/eggs/egg.ts', './brown/egg.ts'],
  ['apps/identity/src/eggs/brown/egg.ts', 'node:fs'],
  ['apps/identity/src/eggs/egg.spec.ts', '../hens/hen.ts'],
  ['apps/gateway/src/migrate.ts', '#libs/service-kit'],
  ['apps/gateway/src/lookups/lookup.service.ts', 'node:fs'],
  ['apps/gateway/src/lookups/index.ts', './lookup.service.ts'],
  ['apps/gateway/src/consents/consent.service.ts', '../lookups/index.ts'],
  ['apps/gateway/src/lookups/lookup.int.spec.ts', '../consents/consent.service.ts'],
  ['apps/gateway/src/main.int.spec.ts', '#libs/test-kit'],
  ['libs/register-kit/src/index.ts', '#libs/outbox'],
  ['libs/inbox/src/index.ts', '#libs/service-kit'],
  ['apps/gateway/src/following.ts', '#libs/inbox'],
  ['libs/register-kit-testing/src/index.ts', '#libs/register-kit'],
  ['libs/outbox/src/index.ts', './relay.ts'],
  ['libs/outbox/src/relay.ts', '#libs/service-kit'],
  ['libs/service-kit/src/index.ts', '#libs/contracts'],
  ['apps/business/src/testing/server.ts', '#libs/test-kit'],
  ['libs/contracts/src/index.ts', 'node:crypto'],
  ['libs/kafka/src/index.ts', 'kafkajs'],
  ['libs/local-services/src/index.ts', '#libs/kafka'],
  ['libs/service-kit/src/create-kafka.ts', '#libs/kafka'],
  ['libs/test-kit/src/index.ts', '#libs/service-kit'],
  ['libs/outbox/src/testing/index.ts', '#libs/test-kit'],
  ['apps/vehicles/src/relay.int.spec.ts', '../../../libs/outbox/src/testing/index.ts'],
  ['libs/local-services/src/lock.mjs', 'node:fs'],
  ['deploy/local/bootstrap.mjs', '../../libs/local-services/src/lock.mjs'],
  ['dist/compiled.js', 'node:fs'],
];

function importing(imported, isTyped) {
  const [target, form] = imported.split(' ').reverse();
  if (form === 'dynamic') return `export const own = await import('${target}');\n`;
  const binding = form === 'type' ? 'type { thing }' : '{ thing }';
  return `import ${binding} from '${target}';\nexport const own${isTyped ? ': typeof thing' : ''} = thing;\n`;
}

function plant(folder) {
  for (const [file, imported] of [...lawful, ...circles.flatMap(([, ...files]) => files), ...violations]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), importing(imported, file.endsWith('.ts')));
  }
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

async function findings(baseDir, paths, { options, ...ruleSet }) {
  const { enhancedResolveOptions, ...cruiseOptions } = options;
  const { output } = await cruise(
    paths,
    { ...cruiseOptions, baseDir, ruleSet, validate: true },
    enhancedResolveOptions,
  );
  return output.summary.violations;
}

const circlesIn = async (base) => circlesOfFolders(await importsBelow(base, ['apps', 'libs']));

const problems = [];
const folder = mkdtempSync(join(tmpdir(), 'einmal-boundaries-'));
try {
  plant(folder);
  const found = new Set(
    (await findings(folder, ['apps', 'libs', 'deploy', 'bench', 'test'], configuration)).map(
      ({ rule, from }) => `${from}: ${rule.name}`,
    ),
  );
  const expected = new Set(violations.flatMap(([file, , rules]) => rules.map((rule) => `${file}: ${rule}`)));
  problems.push(...[...expected.difference(found)].map((line) => `planted, but not reported: ${line}`));
  problems.push(...[...found.difference(expected)].map((line) => `reported, but lawful: ${line}`));
  const unproved = configuration.forbidden.filter(
    ({ name }) => !violations.some(([, , rules]) => rules.includes(name)),
  );
  const seen = (await circlesIn(folder)).map(({ folder: at, entries }) => `${at}: ${entries.join(' ')}`);
  const told = new Set(seen).symmetricDifference(new Set(circles.map(([name]) => name)));
  problems.push(...[...told].map((name) => `a circle of folders is planted, or seen, not both: ${name}`));
  problems.push(...unproved.map(({ name }) => `no planted violation proves the rule ${name}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

problems.push(
  ...(await circlesIn(root)).map(
    ({ folder: at, entries, made }) =>
      `${at}: ${entries.join(', ')} need each other, so they are one module; move one of these:\n    ${made.join('\n    ')}`,
  ),
);

report(
  `import boundaries: ${violations.length} planted violations and ${circles.length} planted circles are seen, no folders form one`,
  problems,
);
