import type { EventGrantEntry } from './policy.file.ts';

/**
 * What the mechanism can do and the demo policy has no lawful case for: events that rest on a person's consent, and
 * events about companies. The grounds say that they are a test's.
 */
export const testEventGrants: readonly EventGrantEntry[] = [
  {
    id: 'goettingen-housing-resident-events',
    authority: 'wohngeld-goettingen',
    purpose: 'housing-benefit',
    evidenceType: 'residents.change-notice.v1',
    fields: ['registered'],
    eventTypes: ['resident.moved.v1', 'resident.name-changed.v1'],
    ground: { kind: 'CONSENT', legalBasis: 'a consent, in a test' },
    validFrom: '2026-01-01',
  },
  {
    id: 'goettingen-procurement-company-events',
    authority: 'vergabestelle-goettingen',
    purpose: 'procurement',
    evidenceType: 'business.change-notice.v1',
    fields: ['recordId'],
    eventTypes: ['company.seat-moved.v1', 'company.deleted.v1'],
    ground: { kind: 'STATUTE', legalBasis: 'a statute, in a test' },
    validFrom: '2026-01-01',
  },
];
