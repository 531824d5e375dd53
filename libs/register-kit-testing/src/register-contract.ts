import type { MigrationInterface } from 'typeorm';
import type { Register, RegisterRecord, Rule } from '#libs/register-kit';

/** What a register brings so that the promise all registers share can be checked. */
export interface RegisterContract<T extends RegisterRecord> {
  readonly register: Register<T>;
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** A lawful record; every call has another natural key. */
  readonly example: () => T;
  /** Records of different authorities, each with what evidence about it names. */
  readonly kept: readonly { readonly record: () => T; readonly by: string }[];
  /** The n-th of many lawful changes, each different from the one before. */
  readonly change: (n: number) => Rule<T>;
  /** A record that a lookup must not find, where the register knows locks. */
  readonly locked?: () => T;
}
