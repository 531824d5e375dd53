import { aRegistration } from '../../apps/vehicles/src/registration.builder.ts';
import { anOrganisationHolder } from '../../apps/vehicles/src/vehicle.builder.ts';
import type { Life } from './life.ts';

export const life: Life = {
  path: 'vehicles',
  registration: aRegistration(),
  acts: [
    ['transfer', { holder: anOrganisationHolder() }],
    ['deregister', {}],
  ],
};
