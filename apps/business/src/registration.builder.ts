/** Body of the act "register". */
export const aRegistration = (number: number, overrides: object = {}) => ({
  ground: 'HRV §27: entry',
  effectiveOn: '2026-01-01',
  register: { courtCode: 'P2204', registerNumber: `HRB ${number}` },
  legalName: 'Beispiel Logistik GmbH',
  legalForm: '350',
  purpose: 'Carriage of goods',
  seat: { place: 'Göttingen', ags: '03159016' },
  status: 'ACTIVE',
  ...overrides,
});
