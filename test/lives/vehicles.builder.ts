import { aRegistration } from '../../apps/vehicles/src/registration.builder.ts';
import { anOrganisationHolder } from '../../apps/vehicles/src/vehicle.builder.ts';
import type { Life } from './life.ts';

const address = {
  ags: '03241001',
  postcode: '30161',
  place: 'Hannover',
  street: 'Probegasse',
  houseNumber: '7',
};

export const life: Life = {
  path: 'vehicles',
  registration: aRegistration(),
  acts: [
    ['change-holder-name', { familyName: 'Neumann' }],
    ['change-holder-address', { address }],
    ['transfer', { holder: anOrganisationHolder() }],
    ['deregister', {}],
  ],
};
