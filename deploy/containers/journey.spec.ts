import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../local/repository.ts';
import { blocksFor, checkAnswers } from './journey.ts';
import { composeImages, serverImages } from './stand-ins.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const ports = { GATEWAY_PORT: '1', RESIDENTS_PORT: '2', VEHICLES_PORT: '3' };

it("walks the README's commands with the ports and tokens of compose", () => {
  const script = blocksFor(readme, ports, 'compose run token');
  expect(script).toContain('GATEWAY=http://127.0.0.1:1\n');
  expect(script).toContain('PARKING=$(compose run token parking-hannover)');
  expect(script).not.toMatch(/npm run|kcat|127\.0\.0\.1:80/);
});

it('refuses answers that are not in the order of the page', () => {
  const answers = '{"status":"EVIDENCE"}{"code":"field-not-granted"}{"kind":"CHOICE","previewId":""}';
  expect(() => checkAnswers(answers)).toThrow(`did not answer "code":"field-not-granted" in its turn`);
});

it('can stand in for each image of docker-compose.yml that is not ours', () => {
  const page = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const images = [...page.matchAll(/^ +image: (?:\$\{\w+:-)?([^}\s]+)/gm)].map((match) => match[1] ?? '');
  const others = new Set(images.filter((image) => !image.startsWith('einmal')));
  expect([...others].toSorted()).toEqual([...serverImages, ...composeImages].toSorted());
});
