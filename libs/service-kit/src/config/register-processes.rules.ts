import { isURL } from 'class-validator';
import { type RegisterName, registerNames } from '#libs/contracts';
import { ContentUnusable, membersOf } from './read-json.decorator.ts';

/** One process of a register, or several alike behind one address. */
export interface RegisterProcess {
  readonly url: string;
  /** Where `/metrics` are answered; only who watches registers needs it. */
  readonly systemUrl?: string;
  /** Ids of the authorities that it serves; absent for all that no other process of the register serves. */
  readonly authorities?: readonly string[];
}

/** The processes of every register, as REGISTERS_FILE lists them. */
export type RegisterProcesses = Readonly<Record<RegisterName, readonly RegisterProcess[]>>;

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const AUTHORITY = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads `{ "registers": [{ "register", "processes": [{ "url", "systemUrl", "authorities" }] }] }`. @throws ContentUnusable */
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
  const { url, systemUrl, authorities } = membersOf(where, content, ['url'], ['systemUrl', 'authorities']);
  return {
    url: readUrl(`${where}.url`, url),
    ...(systemUrl !== undefined && { systemUrl: readUrl(`${where}.systemUrl`, systemUrl) }),
    ...(authorities !== undefined && {
      authorities: listOf(`${where}.authorities`, authorities).map((id, index) => {
        if (typeof id === 'string' && AUTHORITY.test(id)) return id;
        throw new ContentUnusable(
          `${where}.authorities[${index}] is no id of an authority; use small letters`,
        );
      }),
    }),
  };
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
