import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalFailure } from '#libs/local-services';
import { root } from '../local/repository.ts';
import { portVariable } from '../description/app-names.ts';
import type { ComposeProject } from './compose-project.ts';

/** As the page has them. */
const ownPorts = {
  identity: 8086,
  residents: 8081,
  vehicles: 8082,
  business: 8083,
  gateway: 8080,
  operator: 8084,
  procedures: 8091,
};
/** What the README's commands answer one after the other, as far as the page says so. */
const expected = [
  '"status":"EVIDENCE"',
  '"kind":"CHOICE"',
  '"previewId":',
  '"code":"field-not-granted"',
  '"state":"WITHDRAWN"',
  '"code":"consent-withdrawn"',
  '"status":"NO_EVIDENCE"',
  '"disclosures":',
  '"state":"WITHDRAWN"',
  '"changedFields":["addresses"]',
  '"subject":"BPA-2026-000123"',
  '"cases":',
];

/**
 * Walks the README on docker-compose.yml: its commands as they stand but for the ports, the way to a token, and what is
 * about files of `npm start`.
 * @throws LocalFailure at the first answer that is not what the page says
 */
export async function walkReadme(project: ComposeProject, tell: (text: string) => void): Promise<void> {
  const begun = Date.now();
  const token = [...project.command, 'run', '--rm', '-T', 'token'].map((word) => `'${word}'`).join(' ');
  const page = readFileSync(join(root, 'README.md'), 'utf8');
  checkAnswers(await runBlocks(blocksFor(page, project.ports, token), project.env));
  const seconds = Math.round((Date.now() - begun) / 1_000);
  tell(`  README walked in ${seconds} s, ${expected.length} answers as it says`);
}

/** The page's blocks of commands, but for those of programs that are not in the containers. */
export function blocksFor(page: string, ports: Readonly<Record<string, string>>, token: string): string {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] ?? '');
  let text = blocks.filter((block) => !/kcat|npm run -s einmal/.test(block)).join('\n');
  text = text.replaceAll('npm run -s token --', token);
  for (const [app, port] of Object.entries(ownPorts))
    text = text.replaceAll(`http://127.0.0.1:${port}`, `http://127.0.0.1:${ports[portVariable(app)]}`);
  return text;
}

async function runBlocks(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** @throws LocalFailure when one is missing, or comes before its turn */
export function checkAnswers(printed: string): void {
  let at = 0;
  for (const answer of expected) {
    const found = printed.indexOf(answer, at);
    if (found < 0)
      throw new LocalFailure(
        `The README's commands did not answer ${answer} in its turn. They answered:\n${printed.slice(at, at + 2_000)}`,
      );
    at = found + answer.length;
  }
}
