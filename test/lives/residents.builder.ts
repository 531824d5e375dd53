import { aRegistration } from '../../apps/residents/src/registration.builder.ts';
import { aPostalAddress } from '../../apps/residents/src/resident.builder.ts';
import type { Life } from './life.ts';

export const life: Life = {
  path: 'residents',
  registration: aRegistration(),
  acts: [
    ['move', { address: aPostalAddress({ street: 'Neuer Weg' }) }],
    ['change-name', { familyName: 'Beispiel' }],
    ['record-death', { deathDate: '2026-02-01' }],
  ],
};
