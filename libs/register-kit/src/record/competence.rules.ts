import { type FindOptionsWhere, In } from 'typeorm';
import { today } from '#libs/authorities';
import type { DomainError } from '#libs/service-kit';
import type { Keeper } from '../competence/keeper.ts';
import { OtherAuthorityCompetent } from '../register.errors.ts';
import { refuseFuture } from './record-differences.ts';
import type { Registration } from './record-writer.ts';
import type { Register } from './register-definition.ts';
import type { RegisterRecord, Values } from './register-record.ts';

/** Id of the authority that is competent today for a record of these values; `undefined` where the table knows none. */
export const competentFor = <T extends RegisterRecord>(
  { name, authorities, area }: Register<T>,
  values: Values<T>,
): string | undefined => authorities.competentFor(name, area(values) ?? '', today())?.id;

/** @throws EffectiveInFuture, OtherAuthorityCompetent */
export function refuseRegistration<T extends RegisterRecord>(
  register: Register<T>,
  keeper: Keeper,
  { act, values }: Registration<T>,
): void {
  refuseFuture(act);
  const competent = competentFor(register, values) ?? keeper.id;
  if (competent !== keeper.id) throw new OtherAuthorityCompetent(register.areaMember);
}

export function refusalTo<T extends RegisterRecord>(
  register: Register<T>,
  keeper: Keeper,
  registration: Registration<T>,
): DomainError | undefined {
  try {
    refuseRegistration(register, keeper, registration);
    return undefined;
  } catch (error) {
    return error as DomainError;
  }
}

/**
 * Who keeps the record after an act: the keeper, unless the act makes another authority competent.
 * @throws OtherAuthorityCompetent where no act of this register does that
 */
export function keptNextBy<T extends RegisterRecord>(
  register: Register<T>,
  keeper: Keeper,
  record: T,
  patch: Partial<Values<T>>,
): string {
  const before = competentFor(register, record);
  const after = competentFor(register, { ...record, ...patch }) ?? keeper.id;
  if (after === before || after === keeper.id) return keeper.id;
  if (!register.passesOn) throw new OtherAuthorityCompetent(register.areaMember);
  return after;
}

/** That a record is one of those that somebody acts for. */
export const ofKeeper = <T extends RegisterRecord>({ ids }: Keeper, where: FindOptionsWhere<T>) =>
  ({ ...where, authority: In([...ids]) }) as FindOptionsWhere<T>;
