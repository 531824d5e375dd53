import { parseArgs } from 'node:util';
import { describeFailure, LocalFailure } from '#libs/local-services';
import type { Endpoints } from '../local/endpoints.ts';
import { endpointsFile, LocalHome } from '../local/local-home.ts';
import { root } from '../local/repository.ts';
import { repairable, type Repairable } from './findings.sql.ts';
import { line, repair } from './repair.ts';

const SOMETHING_LEFT = 1;
const NOT_DONE = 2;

type Urls = Partial<Readonly<Record<Repairable, string>>>;

/** `RESIDENTS_DATABASE_URL` and its like, or the databases of the local stack where none is set. */
function databases(): Urls {
  const variable = (name: Repairable) => `${name.toUpperCase()}_DATABASE_URL`;
  const set = repairable.filter((name) => process.env[variable(name)]);
  if (set.length > 0) return Object.fromEntries(set.map((name) => [name, process.env[variable(name)]]));
  const endpoints = new LocalHome(root, process.env).readJson<Endpoints>(endpointsFile);
  if (endpoints) return endpoints.databases;
  throw new LocalFailure(
    `There is no stack here: run npm start, or set ${repairable.map(variable).join(', ')}.`,
  );
}

function isDryRun(): boolean {
  try {
    return parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } }).values['dry-run'];
  } catch {
    throw new LocalFailure('npm run repair -- [--dry-run]');
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const onProgress = (text: string): void => void process.stderr.write(`${text}\n`);

/** The text of a database's error may hold values of the row; its code never does. */
function withoutValues(name: Repairable, error: unknown): LocalFailure {
  const code = (error as { readonly code?: unknown }).code;
  return new LocalFailure(
    `${name}: the database does not do it (${typeof code === 'string' ? code : 'no code'}). What stands above is done.`,
  );
}

try {
  const dryRun = isDryRun();
  const urls = databases();
  say(line('DATABASE', 'RECORD', 'KIND', dryRun ? 'DRY RUN: NOTHING IS CHANGED' : 'DONE, OR TO DO'));
  const summary: string[] = [];
  for (const name of repairable) {
    const url = urls[name];
    if (url === undefined) continue;
    const { rows, mended, left } = await repair(url, name, { dryRun, say, onProgress }).catch(
      (error: unknown) => {
        throw withoutValues(name, error);
      },
    );
    summary.push(`${name}: ${rows} records looked at, ${mended} findings mended, ${left} left`);
    if (left > 0) process.exitCode = SOMETHING_LEFT;
  }
  say(summary.join('\n'));
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = NOT_DONE;
}
