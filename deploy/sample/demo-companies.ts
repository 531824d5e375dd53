import { demoCitizens } from './demo-citizens.ts';
import { demoResidents } from './demo-people.ts';
import type { CompanyRecord } from './sample-record.ts';

const ground = 'HRV §27: entry (sample data)';

type Officer = CompanyRecord['officers'][number];

function officer(who: 'anna' | 'bernd', representation: Officer['representation'], role: string): Officer {
  const { idnr } = demoCitizens[who];
  // Names and birth date have nothing to do with a lock.
  const { familyName, givenNames, birthDate } = demoResidents('2026-01-01').find(
    (each) => each.idnr === idnr,
  )!;
  return { familyName, givenNames, birthDate, role, representation };
}

/** Invented companies at the register court of Hannover; their numbers lie far above those in use. */
export const demoCompanies = {
  alone: {
    ground,
    effectiveOn: '2026-01-02',
    register: { courtCode: 'P2305', registerNumber: 'HRB 990201' },
    legalName: 'Nordlicht Werkstatt GmbH',
    legalForm: '350',
    purpose: 'Repair of bicycles',
    seat: { place: 'Hannover', ags: '03241001' },
    status: 'ACTIVE',
    officers: [officer('anna', 'ALONE', 'Geschäftsführerin')],
  },
  jointly: {
    ground,
    effectiveOn: '2026-01-02',
    register: { courtCode: 'P2305', registerNumber: 'HRB 990202' },
    legalName: 'Zweihand Möbelbau GmbH',
    legalForm: '350',
    purpose: 'Making of furniture',
    seat: { place: 'Hannover', ags: '03241001' },
    status: 'ACTIVE',
    officers: [
      officer('anna', 'JOINTLY', 'Geschäftsführerin'),
      officer('bernd', 'JOINTLY', 'Geschäftsführer'),
    ],
  },
} as const satisfies Record<string, CompanyRecord>;
