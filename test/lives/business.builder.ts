import type { Life } from './life.ts';

export const life: Life = {
  path: 'companies',
  registration: {
    ground: 'HRV §27: entry',
    effectiveOn: '2026-01-01',
    register: { courtCode: 'P2305', registerNumber: 'HRB 4711' },
    legalName: 'Beispiel Logistik GmbH',
    legalForm: '350',
    purpose: 'Carriage of goods',
    seat: { place: 'Laatzen', ags: '03241010' },
    status: 'ACTIVE',
  },
  acts: [
    [
      'move-seat',
      {
        seat: { place: 'Hannover', ags: '03241001' },
        register: { courtCode: 'P2305', registerNumber: 'HRB 77' },
      },
    ],
    ['delete', {}],
  ],
};
