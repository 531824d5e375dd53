import { termEnd } from '#libs/identifiers';
import { dayNumber } from './days.ts';
import { demoCitizens } from './demo-citizens.ts';
import type {
  PostalAddress,
  RegisterLock,
  RelatedPerson,
  ResidentRecord,
  VehicleHolder,
} from './sample-record.ts';
import type { DemoVehicle } from './vehicle-record.ts';

/* Invented people at invented streets; the dates lie so that they hold for years. */

const home = (address: PostalAddress, since: string): ResidentRecord['addresses'] => [
  { ...address, residenceType: 'SOLE', residenceTypeSince: since, movedInOn: since },
];

const lindemannHome: PostalAddress = {
  ags: '03241001',
  postcode: '30159',
  place: 'Hannover',
  street: 'Beispielweg',
  houseNumber: '12',
};
const berndsHome: PostalAddress = {
  ags: '03241001',
  postcode: '30159',
  place: 'Hannover',
  street: 'Probegasse',
  houseNumber: '5',
  houseNumberLetter: 'b',
};
const braunschweigHome: PostalAddress = {
  ags: '03101000',
  postcode: '38100',
  place: 'Braunschweig',
  street: 'Musterstieg',
  houseNumber: '3',
};

type DemoPerson = Omit<RelatedPerson, 'address'>;

const annaPerson: DemoPerson = {
  familyName: 'Lindemann',
  birthName: 'Höper',
  givenNames: 'Anna Maria',
  birthDate: demoCitizens.anna.birthDate,
  gender: 'w',
};
const jonasPerson: DemoPerson = {
  familyName: 'Lindemann',
  givenNames: 'Jonas',
  birthDate: '1986-09-02',
  gender: 'm',
};
const milaPerson: DemoPerson = {
  familyName: 'Lindemann',
  givenNames: 'Mila Sophie',
  birthDate: '2017-06-21',
  gender: 'w',
};

const german = { birthCountry: '000', nationalities: ['000'] } as const;
const ground = 'BMG §17(1): registration of a move (sample data)';
const atLindemanns = (person: DemoPerson): RelatedPerson => ({ ...person, address: lindemannHome });
const lindemannsMove = { addresses: home(lindemannHome, '2019-08-01'), ground, effectiveOn: '2019-08-01' };

const anna: ResidentRecord = {
  idnr: demoCitizens.anna.idnr,
  ...annaPerson,
  callName: 'Anna',
  birthPlace: 'Hannover',
  ...german,
  maritalStatus: 'VH',
  spouse: atLindemanns(jonasPerson),
  minorChildren: [atLindemanns(milaPerson)],
  ...lindemannsMove,
};

const jonas: ResidentRecord = {
  idnr: '05102937460',
  ...jonasPerson,
  callName: 'Jonas',
  birthPlace: 'Celle',
  ...german,
  maritalStatus: 'VH',
  spouse: atLindemanns(annaPerson),
  minorChildren: [atLindemanns(milaPerson)],
  ...lindemannsMove,
};

const mila: ResidentRecord = {
  idnr: '09360148259',
  ...milaPerson,
  callName: 'Mila',
  birthPlace: 'Hannover',
  ...german,
  maritalStatus: 'LD',
  legalRepresentatives: [atLindemanns(annaPerson), atLindemanns(jonasPerson)],
  ...lindemannsMove,
};

const bernd: ResidentRecord = {
  idnr: demoCitizens.bernd.idnr,
  familyName: 'Sörensen',
  givenNames: 'Bernd',
  birthDate: demoCitizens.bernd.birthDate,
  gender: 'm',
  callName: 'Bernd',
  birthPlace: 'Göttingen',
  ...german,
  maritalStatus: 'GS',
  addresses: home(berndsHome, '2014-03-15'),
  ground,
  effectiveOn: '2014-03-15',
};

const lockOf = (since: string): RegisterLock => ({
  kind: 'INFORMATION',
  since,
  until: termEnd(since, 2),
  initiatedBySecurityAuthority: false,
});

const clara = (lockedSince: string): ResidentRecord => ({
  idnr: demoCitizens.clara.idnr,
  familyName: 'Weiß',
  givenNames: 'Clara',
  birthDate: demoCitizens.clara.birthDate,
  gender: 'w',
  callName: 'Clara',
  birthPlace: 'Emden',
  ...german,
  maritalStatus: 'LD',
  addresses: home(braunschweigHome, '2021-10-01'),
  locks: [lockOf(lockedSince)],
  ground,
  effectiveOn: '2021-10-01',
});

/**
 * Always the first lines of the residents: the demo citizens, then Anna's family.
 * @param lockedSince first day of Clara's information lock
 */
export const demoResidents = (lockedSince: string): readonly ResidentRecord[] => [
  anna,
  bernd,
  clara(lockedSince),
  jonas,
  mila,
];

const holderOf = (record: ResidentRecord, address: PostalAddress): VehicleHolder => ({
  kind: 'PERSON',
  idnr: record.idnr,
  familyName: record.familyName,
  givenNames: record.givenNames,
  birthDate: record.birthDate,
  address,
});

/** Always the first lines of the vehicles. */
export const demoVehicles: readonly DemoVehicle[] = [
  {
    plate: demoCitizens.anna.plate,
    holder: holderOf(anna, lindemannHome),
    registered: dayNumber('2023-03-14'),
    electric: true,
  },
  {
    plate: demoCitizens.bernd.plate,
    holder: holderOf(bernd, berndsHome),
    registered: dayNumber('2019-09-30'),
    electric: false,
  },
];
