import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalHome } from '../deploy/local/local-home.ts';
import type { Secrets } from '../deploy/local/secrets.ts';

/** Everything in here is a secret, but of a private JWK only its `d`. */
function secretTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const { d } = value as { readonly d?: unknown };
  return typeof d === 'string' ? [d] : Object.values(value).flatMap(secretTexts);
}

/** Finds secrets of a stack in a text, and says how many. */
export class SecretSearch {
  readonly secrets: readonly string[];

  constructor(home: LocalHome, secrets: Secrets) {
    const superuser = readFileSync(home.path('postgres', 'superuser-password'), 'utf8').trim();
    this.secrets = [...secretTexts(secrets), superuser];
  }

  count(text: string): number {
    return this.secrets.filter((secret) => text.includes(secret)).length;
  }
}

/** What anybody with the rights of the process sees of its environment (proc(5)). */
export const environmentOf = (pid: number): string => readFileSync(`/proc/${pid}/environ`, 'utf8');

/** What its command line shows to everybody on the machine. */
export const commandLineOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');

/** By name, all logs of a stack. */
export function logsOf(home: LocalHome): ReadonlyMap<string, string> {
  const files = readdirSync(home.path('logs')).map((name) => join(home.path('logs'), name));
  const servers = ['postgres/postgres.log', 'postgres/initdb.log', 'kafka/kafka.log', 'kafka/format.log'];
  const present = [...files, ...servers.map((name) => home.path(name))].filter((file) => existsSync(file));
  return new Map(present.map((file) => [file, readFileSync(file, 'utf8')]));
}
