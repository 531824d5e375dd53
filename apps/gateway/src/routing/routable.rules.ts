import { type RegisterName, registerNames } from '#libs/contracts';
import { StartRefused } from '#libs/service-kit';
import type { RegistersConfig } from '../registers/index.ts';
import { unroutedKinds } from './place.rules.ts';

/** @throws StartRefused where a register has several processes, and lookups by some kind of subject would go to any of them */
export function demandRoutable(registers: RegistersConfig['registers']): void {
  for (const register of registerNames) demandRoutableOne(register, registers[register].length);
}

function demandRoutableOne(register: RegisterName, processes: number): void {
  const unrouted = unroutedKinds(register);
  if (processes === 1 || unrouted.length === 0) return;
  throw new StartRefused(
    `REGISTERS lists ${processes} processes of ${register}, and subjects named by ${unrouted.join(' or ')} tell nobody which of them keeps their record: let one process keep that register.`,
  );
}
