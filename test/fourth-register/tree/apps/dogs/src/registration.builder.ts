/** Body of a registration. */
export const aRegistration = (overrides: object = {}): object => ({
  ground: 'NHundG §6',
  effectiveOn: '2024-05-01',
  chip: '276098199999999',
  race: 'Kromfohrländer',
  taxClass: 'ORDINARY',
  owner: { familyName: 'Muster', givenNames: 'Erika', ags: '03241001' },
  ...overrides,
});
