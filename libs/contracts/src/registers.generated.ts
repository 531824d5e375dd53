/** Made by `npm run generate` from the register.json of each register; a change by hand is refused. */
export const registers = {
  residents: {
    name: 'residents',
    title: { de: 'Melderegister', en: 'residents register' },
    called: 'residents',
    port: 8081,
    subjects: { idnr: 'idnr', record: 'record', person: 'person' },
    events: {
      types: [
        'resident.registered.v1',
        'resident.moved.v1',
        'resident.name-changed.v1',
        'resident.died.v1',
        'resident.moved-away.v1',
        'resident.feedback-received.v1',
      ],
      closing: ['resident.moved-away.v1'],
      followedBy: { idnr: 'citizen' },
    },
    errors: {
      'resident-deceased': { status: 409, title: 'The resident has died' },
      'resident-moved-away': { status: 409, title: 'The resident has moved away' },
      'resident-not-away': { status: 409, title: 'The resident has not moved away' },
      'feedback-not-awaited': { status: 409, title: 'No feedback is awaited' },
      'sender-unsuitable': { status: 403, title: 'The sender does not act for that authority' },
      'move-to-current-address': { status: 409, title: 'The resident already lives at that address' },
      'move-to-another-municipality': { status: 409, title: 'The resident moved to another municipality' },
      'name-unchanged': { status: 409, title: 'The name is already recorded' },
      'death-before-birth': { status: 409, title: 'The death lies before the birth' },
    },
    retention: [
      {
        subjectKind: 'idnr',
        period: 'P2Y',
        legalBasis: 'IDNrG §9(3)',
        de: 'zwei Jahre lang',
        en: 'for two years',
      },
      {
        period: 'P1Y',
        legalBasis: 'BMG §40(5)',
        de: 'mindestens zwölf Monate und höchstens bis zum Ende des folgenden Kalenderjahres',
        en: 'for at least twelve months, and at most until the end of the following calendar year',
      },
    ],
    follows: { 'residents.moves': ['residents'] },
    office: { authority: 'meldebehoerde-hannover', name: 'Meldebehörde Hannover', desk: 'Meldebehörde' },
  },
  vehicles: {
    name: 'vehicles',
    title: { de: 'Zentralen Fahrzeugregister', en: 'central vehicle register' },
    called: 'central vehicle',
    port: 8082,
    subjects: { plate: 'plate', vin: 'vehicleNumber', record: 'record' },
    events: {
      types: ['vehicle.registered.v1', 'vehicle.transferred.v1', 'vehicle.deregistered.v1'],
      followedBy: { vin: 'identifier' },
    },
    errors: {
      'transfer-to-current-holder': {
        status: 409,
        title: 'The vehicle is already registered to that holder',
      },
      'vehicle-deregistered': { status: 409, title: 'The vehicle is not registered' },
      'plate-taken': { status: 409, title: 'The plate belongs to another vehicle' },
      'vin-registered': { status: 409, title: 'The vehicle is registered already' },
    },
    retention: [{ period: 'P6M', legalBasis: 'StVG §36(6)', de: 'sechs Monate lang', en: 'for six months' }],
    follows: { 'vehicles.reactions': ['residents', 'business'] },
    office: {
      authority: 'zulassung-landeshauptstadt-hannover',
      name: 'Zulassungsbehörde Hannover',
      desk: 'Zulassungsbehörde',
    },
  },
  business: {
    name: 'business',
    title: { de: 'Handelsregister', en: 'commercial register' },
    called: 'commercial',
    port: 8083,
    subjects: { euid: 'euid', widnr: 'widnr', lei: 'lei', record: 'record' },
    events: {
      types: ['company.registered.v1', 'company.seat-moved.v1', 'company.deleted.v1'],
      followedBy: { euid: 'lookup', record: 'record' },
    },
    errors: {
      'company-deleted': { status: 409, title: 'The company is deleted' },
      'seat-unchanged': { status: 409, title: 'The company already has that seat' },
    },
    retention: [{ period: 'P4Y', legalBasis: 'HRV §53(3)', de: 'vier Jahre lang', en: 'for four years' }],
    follows: {},
    office: {
      authority: 'registergericht-hannover',
      name: 'Registergericht Hannover',
      desk: 'Registergericht',
    },
  },
} as const;
