import type { Dog } from './dog.entity.ts';

let drawn = 0;

/** An invented dog; every call has another number. */
export const aDog = (overrides: Partial<Dog> = {}): Dog => {
  drawn += 1;
  return {
    id: '018f0000-0000-7000-8000-000000000000',
    version: 1,
    origins: { '*': { version: 1, effectiveOn: '2024-05-01', recordedAt: '2026-01-01T00:00:00.000Z' } },
    concerns: [],
    authority: 'steueramt-hannover',
    recordedAt: new Date('2026-01-01T00:00:00Z'),
    effectiveOn: '2024-05-01',
    chip: `2760981${String(drawn).padStart(8, '0')}`,
    race: 'Kromfohrländer',
    taxClass: 'ORDINARY',
    owner: { familyName: 'Muster', givenNames: 'Erika', ags: '03241001' },
    deregisteredOn: null,
    ...overrides,
  };
};
