import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrStartEngine } from './engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'einmal-engine-spec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('starts no engine of its own beside one that was named and does not answer', async () => {
  const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
  await expect(findOrStartEngine({ folder, env })).rejects.toThrow(
    'No engine answers at unix:///nowhere/docker.sock: start it, or unset DOCKER_HOST.',
  );
});
