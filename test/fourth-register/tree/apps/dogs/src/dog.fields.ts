import type { FieldCatalogue } from '#libs/register-kit';
import type { Dog } from './dog.entity.ts';

/** What other authorities may ask for; the owner's name is a person's. */
export const dogFields = {
  registered: { title: 'That the dog is on record', privacyClass: 'P0', from: ['id'], read: () => true },
  race: { title: 'Race', privacyClass: 'P0', from: ['race'], read: ({ race }) => race },
  taxClass: { title: 'Tax class', privacyClass: 'P3', from: ['taxClass'], read: ({ taxClass }) => taxClass },
  'owner.familyName': {
    title: "Owner's family name",
    privacyClass: 'P1',
    from: ['owner'],
    read: ({ owner }) => owner.familyName,
  },
  'owner.givenNames': {
    title: "Owner's given names",
    privacyClass: 'P1',
    from: ['owner'],
    read: ({ owner }) => owner.givenNames,
  },
  deregisteredOn: {
    title: 'Deregistered on',
    privacyClass: 'P0',
    from: ['deregisteredOn'],
    read: ({ deregisteredOn }) => deregisteredOn,
  },
} as const satisfies FieldCatalogue<Dog>;
