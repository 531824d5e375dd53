import { changeTopic } from '#libs/contracts';
import { defineRegister } from '#libs/register-kit';
import { Company } from './company.entity.ts';
import { companyFields } from './company.fields.ts';

/** The business register (UBRegG §3). Public by law (HGB §9), so it knows no locks. */
export const business = defineRegister<Company>({
  name: 'business',
  topic: changeTopic('business'),
  record: 'company',
  entity: Company,
  fields: companyFields,
  subjects: { euid: { property: 'euid' }, widnr: { property: 'widnr' }, lei: { property: 'lei' } },
  naturalKey: 'firstEuid',
  // The EUID changes with the court, the record does not.
  eventKey: ({ id }) => id,
});
