import { isURL } from 'class-validator';
import { type RegisterName, registerNames } from '#libs/contracts';
import { ContentUnusable, membersOf } from './read-json.decorator.ts';

/** One process of a register, or several alike behind one address. */
export interface RegisterProcess {
  /** Internal door. */
  readonly url: string;
  /** Where `/metrics` are answered; only who watches registers needs it. */
  readonly systemUrl?: string;
  /** PUBLIC_URL, where that is not `url`: audience of the tokens for it. */
  readonly publicUrl?: string;
  /** Client id as which it calls other processes of the register; only they need it. */
  readonly client?: string;
  /** Ids of the authorities that it serves; absent for all that no other process of the register serves. */
  readonly authorities?: readonly string[];
}

/** The processes of every register, as REGISTERS_FILE lists them. */
export type RegisterProcesses = Readonly<Record<RegisterName, readonly RegisterProcess[]>>;

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads `{ "registers": [{ "register", "processes": [{ "url", … }] }] }` with the members of a process. @throws ContentUnusable */
export function readRegisterProcesses(content: unknown): RegisterProcesses {
  const { registers } = membersOf('the whole', content, ['registers']);
  const found = new Map<RegisterName, readonly RegisterProcess[]>();
  for (const [index, entry] of listOf('registers', registers).entries()) {
    const where = `registers[${index}]`;
    const { register, processes } = membersOf(where, entry, ['register', 'processes']);
    const name = registerNames.find((each) => each === register);
    if (name === undefined)
      throw new ContentUnusable(`${where}.register is none; it is one of ${registerNames.join(', ')}`);
    if (found.has(name)) throw new ContentUnusable(`${where}.register was named before; list it once`);
    found.set(name, readProcesses(`${where}.processes`, processes));
  }
  const missing = registerNames.find((name) => !found.has(name));
  if (missing !== undefined)
    throw new ContentUnusable(`registers do not name ${missing}; say where its processes are reached`);
  return Object.fromEntries(found) as unknown as RegisterProcesses;
}

/**
 * The one of several processes that serves an authority: it names who keeps the authority's records today, or the authority
 * itself, or another one whose records are kept by the same today; else the one that serves all others.
 * @param keeper who keeps an authority's records today
 */
export function processServing<P extends Pick<RegisterProcess, 'authorities'>>(
  processes: readonly P[],
  authority: string,
  keeper: (authority: string) => string,
): P | undefined {
  const today = keeper(authority);
  const naming = (is: (id: string) => boolean) => processes.find(({ authorities }) => authorities?.some(is));
  return (
    naming((id) => id === today) ??
    naming((id) => id === authority) ??
    naming((id) => keeper(id) === today) ??
    processes.find(({ authorities }) => authorities === undefined)
  );
}

/** As {@link readRegisterProcesses}, for who asks their system doors. */
export function readWatchedRegisters(content: unknown): RegisterProcesses {
  const registers = readRegisterProcesses(content);
  for (const [name, processes] of Object.entries(registers))
    if (processes.some(({ systemUrl }) => systemUrl === undefined))
      throw new ContentUnusable(
        `a process of ${name} has no "systemUrl"; add where its /metrics are answered`,
      );
  return registers;
}

function readProcesses(where: string, content: unknown): readonly RegisterProcess[] {
  const processes = listOf(where, content).map((each, index) => readProcess(`${where}[${index}]`, each));
  const served = processes.flatMap(({ authorities = ['the others'] }) => authorities);
  if (new Set(served).size < served.length)
    throw new ContentUnusable(
      `${where} serve an authority twice; give each to one process, and leave "authorities" out at one at most`,
    );
  return processes;
}

function readProcess(where: string, content: unknown): RegisterProcess {
  const optional = ['systemUrl', 'publicUrl', 'client', 'authorities'] as const;
  const { url, systemUrl, publicUrl, client, authorities } = membersOf(where, content, ['url'], optional);
  return {
    url: readUrl(`${where}.url`, url),
    ...(systemUrl !== undefined && { systemUrl: readUrl(`${where}.systemUrl`, systemUrl) }),
    ...(publicUrl !== undefined && { publicUrl: readUrl(`${where}.publicUrl`, publicUrl) }),
    ...(client !== undefined && { client: readId(`${where}.client`, client, 'a client') }),
    ...(authorities !== undefined && {
      authorities: listOf(`${where}.authorities`, authorities).map((id, index) =>
        readId(`${where}.authorities[${index}]`, id, 'an authority'),
      ),
    }),
  };
}

function readId(where: string, id: unknown, of: string): string {
  if (typeof id === 'string' && ID.test(id)) return id;
  throw new ContentUnusable(`${where} is no id of ${of}; use small letters`);
}

/** @throws ContentUnusable */
export function readUrl(where: string, value: unknown): string {
  if (typeof value === 'string' && isURL(value, plainUrl)) return value;
  throw new ContentUnusable(`${where} is no URL; write one like http://127.0.0.1:8081`);
}

function listOf(where: string, content: unknown): readonly unknown[] {
  if (Array.isArray(content) && content.length > 0) return content;
  throw new ContentUnusable(`${where} is no list with something in it; write [ … ]`);
}
