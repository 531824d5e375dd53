import { aHome, aTestIdnr } from './resident.builder.ts';

/** Body of the act "register". */
export const aRegistration = (overrides: object = {}) => ({
  ground: 'BMG §17(1)',
  effectiveOn: '2026-01-01',
  idnr: aTestIdnr(),
  familyName: 'Muster',
  givenNames: 'Erika Marie',
  callName: 'Erika',
  birthDate: '1980-05-17',
  gender: 'w',
  nationalities: ['000'],
  addresses: [aHome()],
  ...overrides,
});
