import { aRegistration } from '../../apps/residents/src/registration.builder.ts';
import { aPostalAddress } from '../../apps/residents/src/resident.builder.ts';
import type { Life } from './life.ts';

export const life: Life = {
  path: 'residents',
  registration: aRegistration(),
  // Announced between two authorities, when a person moves from one to the other.
  others: ['resident.moved-away.v1', 'resident.feedback-received.v1'],
  acts: [
    ['move', { address: aPostalAddress({ street: 'Neuer Weg' }) }],
    ['change-name', { familyName: 'Beispiel' }],
    ['record-death', { deathDate: '2026-02-01' }],
  ],
};
