import { aRegistration } from '../../apps/dogs/src/registration.builder.ts';
import type { Life } from './life.ts';

export const life: Life = {
  path: 'dogs',
  registration: aRegistration(),
  acts: [
    ['transfer', { owner: { familyName: 'Beispiel', givenNames: 'Max', ags: '03241001' } }],
    ['deregister', {}],
  ],
};
