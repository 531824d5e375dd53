/** Requests to try at /docs; the IDNr is of the test range. */
export const lookupExamples = {
  choice: {
    summary: "By the citizen's choice",
    value: {
      evidenceType: 'residents.parking-permit.v1',
      purpose: 'resident-parking-permit',
      subject: { idnr: '01234567812', birthDate: '1985-04-12' },
      consentId: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
      caseReference: 'BPA-2026-000123',
    },
  },
  statute: {
    summary: 'By statute',
    value: {
      evidenceType: 'vehicles.parking-permit.v1',
      purpose: 'resident-parking-permit',
      subject: { plate: 'H-AB 123' },
      fields: ['plate', 'deregisteredOn'],
    },
  },
  search: {
    summary: 'By statute, about a person who is searched for',
    value: {
      evidenceType: 'residents.holder-address.v1',
      purpose: 'vehicle-holder-update',
      subject: {
        person: {
          familyName: 'Muster',
          givenNames: 'Erika',
          municipality: '03241001',
          address: { street: 'Beispielweg', houseNumber: '12' },
        },
      },
    },
  },
};
