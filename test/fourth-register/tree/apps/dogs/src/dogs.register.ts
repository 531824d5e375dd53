import { authorityTable } from '#libs/authorities';
import { changeTopic } from '#libs/contracts';
import { defineRegister } from '#libs/register-kit';
import { Dog } from './dog.entity.ts';
import { dogFields } from './dog.fields.ts';

/** The dogs of a municipality: for the tax (NKAG §3) and for what owners report (NHundG §6, §16). */
export const dogs = defineRegister<Dog>({
  name: 'dogs',
  topic: changeTopic('dogs'),
  record: 'dog',
  entity: Dog,
  fields: dogFields,
  subjects: { chip: { property: 'chip' } },
  naturalKey: 'chip',
  // The municipality in which the owner lives.
  authorities: authorityTable,
  area: ({ owner }) => owner.ags,
  areaMember: '/owner/ags',
  passesOn: true,
  eventKey: ({ chip }) => chip,
});
