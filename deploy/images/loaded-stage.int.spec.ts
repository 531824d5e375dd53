import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../local/repository.ts';

const dockerfile = readFileSync(join(root, 'deploy/images/Dockerfile'), 'utf8');

/** Of `FROM … AS name`, until the next. */
const stage = (name: string): string =>
  dockerfile.split(/^FROM /m).find((text) => text.split('\n')[0]!.endsWith(` AS ${name}`))!;

function run(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`);
}

/** An image is built by hand alone: this is what its build would find wrong with the programs, without an engine. */
it('holds all that the programs of the production image import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-image-'));
  try {
    run(['deploy/local/run.mjs', 'build'], root);
    run(['dist/deploy/images/assemble.js', join(folder, 'out'), 'unknown', '0'], root);
    const places: Readonly<Record<string, string>> = { '/out/': join(folder, 'out/'), '/build/': `${root}/` };
    const image = join(folder, 'image');
    mkdirSync(image);
    const built = stage('plain') + stage('loaded');
    const copies = [...built.matchAll(/^COPY --from=build (\/\w+\/)(\S+) (\S+)$/gm)];
    expect(copies).toHaveLength(2);
    for (const [, place = '', from = '', to = ''] of copies)
      cpSync(join(places[place]!, from), join(image, to), { recursive: true });
    const [, words = ''] = /^RUN node (.+) && mkdir/m.exec(built)!;
    run(words.split(' '), join(image, 'einmal'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);
