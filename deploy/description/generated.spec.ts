import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../local/repository.ts';
import { generatedFiles } from './generated.ts';

const parsers: Readonly<Record<string, string>> = { '.yaml': 'yaml', '.yml': 'yaml', '.json': 'json' };
const formatted = async (path: string, text: string): Promise<string> => {
  const parser = parsers[extname(path)];
  return parser ? format(text, { ...(await resolveConfig(join(root, path))), parser }) : text;
};

/** `npm run generate` mends what differs. */
it('has written what the descriptions say', async () => {
  const files = Object.entries(await generatedFiles());
  expect(files.map(([path]) => path).toSorted()).toEqual([
    '.env.example',
    'deploy/grafana/einmal.json',
    'deploy/helm/einmal/apps.yaml',
    'deploy/helm/einmal/rules.yaml',
    'deploy/prometheus/prometheus.yml',
    'docker-compose.yml',
    'docs/events.md',
    'docs/security-events.md',
    'docs/settings.md',
  ]);
  for (const [path, text] of files) {
    expect(existsSync(join(root, path))).toBe(true);
    expect(readFileSync(join(root, path), 'utf8')).toBe(await formatted(path, text));
  }
});
