import { join } from 'node:path';
import pg from 'pg';
import type { RegisterName } from '#libs/contracts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { root } from '../../deploy/local/repository.ts';
import { importLines } from '../../deploy/local/sample-import.ts';
import { byAuthority } from '../../deploy/local/sample-split.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { today } from '../../deploy/sample/days.ts';
import { usualSample } from '../../deploy/sample/sample.ts';
import { writeSample } from '../../deploy/sample/write-sample.ts';

const companies = join(root, 'dist/deploy/sample/data/offeneregister-sample.jsonl');

/**
 * The demo people and their vehicles, and the companies.
 * @param citizen pseudonym of the person whom one of the companies is made to concern
 * @returns the EUID of that one
 */
export async function loadThreeRegisters(stack: IsolatedStack, citizen: string): Promise<string> {
  const sample = { ...usualSample, residents: 20, vehicles: 5, lockedSince: today() };
  const { residents, vehicles } = writeSample(sample, stack.home.path('sample'));
  await load(stack, 'residents', residents);
  await load(stack, 'vehicles', vehicles);
  await load(stack, 'business', companies, 'offeneregister');
  const client = new pg.Client({ connectionString: stack.databases.business.migratorUrl });
  await client.connect();
  const { rows } = await client.query<{ euid: string }>(
    `update companies set concerns = array[$1]
     where id = (select id from companies where status = 'ACTIVE' order by euid limit 1) returning euid`,
    [citizen],
  );
  await client.end();
  return rows[0]!.euid;
}

async function load(
  stack: IsolatedStack,
  register: RegisterName,
  file: string,
  format?: string,
): Promise<void> {
  const { failed } = await importLines({
    url: stack.endpoints.apps[register],
    tokenFor: (authority) => tokenOf(stack.endpoints, `officer-${register}`, authority),
    lines: byAuthority(register, file),
    ...(format !== undefined && { format }),
    onProgress: () => undefined,
  });
  if (failed > 0) throw new Error(`${failed} of the generated ${register} were not accepted.`);
}
