import { registerNames } from '#libs/contracts';
import type { ImageKind } from './image-content.rules.ts';

const program = (app: string, name: string): string => `apps/${app}/src/${name}.js`;

/** What is started in production, below dist/; the image holds what these import, and nothing else of ours. */
const production = [
  ...registerNames.flatMap((app) => ['main', 'migrate', 'suspend'].map((name) => program(app, name))),
  ...['main', 'migrate', 'apply-policy', 'fill-routing'].map((name) => program('gateway', name)),
  ...['main', 'migrate', 'suspend', 'cli/main'].map((name) => program('operator', name)),
  ...['main', 'migrate', 'suspend'].map((name) => program('procedures', name)),
  ...['main', 'migrate'].map((name) => program('portal', name)),
  'deploy/repair/main.js',
];

/** What a demonstration has in addition. */
const demo = [
  ...['main', 'migrate'].map((name) => program('identity', name)),
  // Of docker-compose.yml.
  ...['settings', 'secrets', 'databases', 'topics', 'sample', 'token'].map(
    (name) => `deploy/compose/${name}.js`,
  ),
  'deploy/sample/generate.js',
];

export const programs = (kind: ImageKind): readonly string[] =>
  kind === 'demo' ? [...production, ...demo] : production;
