import type { PrefillForm } from './form.snapshot.ts';

const residents = 'residents.parking-permit.v1';
const vehicles = 'vehicles.parking-permit.v1';
const business = 'business.register-excerpt.v1';

/** Over three registers, with a field that nobody may ask for and one that the applicant alone knows. */
export const aPrefillForm: PrefillForm = {
  id: 'resident-parking-permit',
  version: 2,
  authority: 'strassenverkehr-hannover',
  purpose: 'resident-parking-permit',
  sources: [
    { evidenceType: residents, subject: 'applicant' },
    { evidenceType: vehicles, subject: 'vehicle' },
    { evidenceType: business, subject: 'employer' },
  ],
  fields: [
    { id: 'familyName', from: { evidenceType: residents, path: 'familyName' } },
    { id: 'street', from: { evidenceType: residents, path: 'address.street' } },
    { id: 'maidenName', from: { evidenceType: residents, path: 'birthName' } },
    { id: 'plate', from: { evidenceType: vehicles, path: 'plate' } },
    { id: 'employer', from: { evidenceType: business, path: 'legalName' } },
    { id: 'employerStatus', from: { evidenceType: business, path: 'status' } },
    { id: 'remark' },
  ],
};
