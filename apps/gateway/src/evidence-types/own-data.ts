import { type RegisterName, registerNames } from '#libs/contracts';
import type { EvidenceType, EvidenceTypes } from './evidence-type.catalogue.ts';

/** What a register keeps about a person, for that person (OZG §10): every field of its evidence types. */
export type OwnDataType = Pick<EvidenceType, 'id' | 'title' | 'register' | 'fields'>;

const idOf = (register: RegisterName): string => `${register}.own-data.v1`;

export const ownDataOf = (types: EvidenceTypes, register: RegisterName): OwnDataType => ({
  id: idOf(register),
  title: { de: 'Meine Daten', en: 'My data' },
  register,
  fields: Object.assign(
    {},
    ...[...types.values()].filter((type) => type.register === register).map(({ fields }) => fields),
  ) as EvidenceType['fields'],
});

/** Such a type by its id. */
export function ownDataType(types: EvidenceTypes, id: string): OwnDataType | undefined {
  const register = registerNames.find((name) => idOf(name) === id);
  return register && ownDataOf(types, register);
}
