import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AppName } from '../deploy/local/apps.ts';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { runProgram } from '../deploy/local/program.ts';
import { importLines } from '../deploy/local/sample-import.ts';
import { byAuthority } from '../deploy/local/sample-split.ts';
import { tokenOf } from '../deploy/local/token-of.ts';

export interface Person {
  readonly idnr: string;
  readonly birthDate: string;
  readonly locks?: readonly unknown[];
}

/**
 * Generates and imports synthetic residents; answers those without a lock.
 * @param appFor the app that keeps the records of an authority
 */
export async function loadResidents(
  stack: IsolatedStack,
  count: number,
  appFor: (authority: string | undefined) => AppName = () => 'residents',
): Promise<readonly Person[]> {
  const folder = stack.home.path('sample');
  await runProgram(stack.home, {
    name: 'sample-data',
    script: 'deploy/sample/generate.js',
    args: ['--out', folder, '--residents', `${count}`, '--vehicles', '2'],
    env: {},
  });
  const file = join(folder, 'residents.ndjson');
  const apps = Map.groupBy(byAuthority('residents', file), ([authority]) => appFor(authority));
  for (const [app, lines] of apps) {
    const { failed } = await importLines({
      url: stack.endpoints.apps[app],
      tokenFor: (authority) => tokenOf(stack.endpoints, 'officer-residents', authority),
      lines: new Map(lines),
      onProgress: () => undefined,
    });
    if (failed > 0) throw new Error(`${failed} of the generated residents were not accepted.`);
  }
  const people: Person[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const person = JSON.parse(line) as Person;
    if (!person.locks?.length) people.push(person);
  }
  return people;
}
