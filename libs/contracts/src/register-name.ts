import type { RegisterDeclaration } from './register-declaration.ts';
import { registers as declared } from './registers.generated.ts';

/** The authority registers of the exchange, as they declare themselves. */
export const registers = declared satisfies Readonly<Record<string, RegisterDeclaration>>;
export type RegisterName = keyof typeof registers;
export const registerNames = Object.keys(registers) as readonly RegisterName[];

export const isRegister = (name: string): name is RegisterName => Object.hasOwn(registers, name);

/** The role of a register's database in which permits are answered. */
export const permitRoleOf = (register: RegisterName): string => `${register}_permits`;

/** As a register declares itself, whichever it is. */
export const declarationOf = (register: RegisterName): RegisterDeclaration => registers[register];

/** Something of every register, by its name. */
export const ofEachRegister = <V>(make: (register: RegisterName) => V): Readonly<Record<RegisterName, V>> =>
  Object.fromEntries(registerNames.map((register) => [register, make(register)])) as Record<RegisterName, V>;

/** Kafka topic that carries a register's change events. */
export const changeTopic = (register: RegisterName): string => `register.${register}.changes.v1`;

const SOURCE = 'urn:einmal:register:';
const AUTHORITY = '[a-z0-9]+(-[a-z0-9]+)*';

/**
 * CloudEvents source of a change event: the register, and the authority whose record changed. Events of a register that one
 * body keeps for all authorities, of records that belong to none, and those of before name the register alone.
 */
export const registerSource = (register: RegisterName, authority?: string): string =>
  authority === undefined ? `${SOURCE}${register}` : `${SOURCE}${register}:${authority}`;

/** The form of the sources of some registers, as a pattern of JSON Schema. */
export const sourcePattern = (registers: readonly RegisterName[]): string =>
  `^${SOURCE}(${registers.join('|')})(:${AUTHORITY})?$`;

const sources = new RegExp(sourcePattern(registerNames));

/** Whose event one of this source is; nothing where it is none of a register's. */
export function ofSource(
  source: string,
): { readonly register: RegisterName; readonly authority?: string } | undefined {
  const [, register, named] = sources.exec(source) ?? [];
  if (register === undefined) return undefined;
  const authority = named?.slice(1);
  return { register: register as RegisterName, ...(authority !== undefined && { authority }) };
}

/** Partitions of every change topic; a subject's events share one, so they keep their order. */
export const CHANGE_TOPIC_PARTITIONS = 12;
