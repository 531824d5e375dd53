import { authorityTable } from '#libs/authorities';
import { changeTopic } from '#libs/contracts';
import { defineRegister } from '#libs/register-kit';
import { Company } from './company.entity.ts';
import { companyFields } from './company.fields.ts';
import { answerRepresentation } from './representation.ts';

/**
 * The commercial register (HGB §8). Everybody may inspect it for information, one sheet at a time (HGB §9(1), HRV §52), so
 * it knows no locks.
 */
export const business = defineRegister<Company>({
  name: 'business',
  topic: changeTopic('business'),
  record: 'company',
  entity: Company,
  fields: companyFields,
  subjects: { euid: { property: 'euid' }, widnr: { property: 'widnr' }, lei: { property: 'lei' } },
  inspectable: true,
  representation: answerRepresentation,
  naturalKey: 'firstEuid',
  // The court that keeps the sheet (HGB §8(1), FamFG §376).
  authorities: authorityTable,
  area: ({ register }) => register.courtCode,
  areaMember: '/register/courtCode',
  // The court of the former seat hands the file over (HGB §13h).
  passesOn: true,
  // The EUID changes with the court, the record does not.
  eventKey: ({ id }) => id,
});
