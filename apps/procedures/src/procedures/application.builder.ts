import type { Application, AssessedRule, Assessment, ReleasedEvidence } from './procedure.ts';

const address = {
  ags: '03241001',
  postcode: '30159',
  place: 'Hannover',
  street: 'Beispielweg',
  houseNumber: '12',
  conditionalLock: false,
};

type Values = Readonly<Record<string, unknown>>;

const released = (evidenceType: string, evidence: Values, version = 3): ReleasedEvidence => ({
  evidenceType,
  state: 'EVIDENCE',
  evidence,
  provenance: { any: { version: 1 }, other: { version } },
});

export const aResident = (overrides: Values = {}, home: Values = {}): ReleasedEvidence =>
  released('residents.parking-permit.v1', {
    familyName: 'Lindemann',
    givenNames: 'Anna Maria',
    birthDate: '1988-04-17',
    address: { ...address, ...home },
    residenceType: 'SOLE',
    movedInOn: '2019-08-01',
    ...overrides,
  });

export const aVehicle = (
  overrides: Values = {},
  holder: Values = {},
  home: Values = {},
): ReleasedEvidence => {
  const { conditionalLock: _conditionalLock, ...registeredAt } = { ...address, ...home };
  return released('vehicles.parking-permit.v1', {
    plate: 'H-EM 101',
    plateKind: 'NORMAL',
    season: null,
    deregisteredOn: null,
    ags: '03241001',
    holder: {
      kind: 'PERSON',
      familyName: 'Lindemann',
      givenNames: 'Anna Maria',
      address: registeredAt,
      ...holder,
    },
    ...overrides,
  });
};

export const aCompany = (overrides: Values = {}): ReleasedEvidence =>
  released('business.trade-notice.v1', {
    euid: 'DEP2305.HRB990201',
    legalName: 'Beispiel GmbH',
    status: 'ACTIVE',
    endedOn: null,
    seat: { place: 'Hannover', ags: '03241001' },
    ...overrides,
  });

export const anApplication = (
  form: string,
  evidence: readonly ReleasedEvidence[],
  overrides: Partial<Application> = {},
): Application => ({
  form,
  version: 1,
  authority: 'strassenverkehr-hannover',
  handedInTo: 'strassenverkehr-hannover',
  today: '2026-11-29',
  statements: {},
  evidence,
  hasAnother: false,
  ...overrides,
});

/** What came of each rule. */
export const metOf = ({ rules }: Assessment): Readonly<Record<string, AssessedRule['met']>> =>
  Object.fromEntries(rules.map(({ rule, met }) => [rule, met]));

/** Those that are not met. */
export const openOf = ({ rules }: Assessment): readonly string[] =>
  rules.filter(({ met }) => met !== 'YES').map(({ rule, met }) => `${rule} ${met}`);
