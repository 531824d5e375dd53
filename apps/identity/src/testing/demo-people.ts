/** From the test range; given to demo logins so that the tests can look for them where they must not be. */
export const demoIdnr = '02476291358';
export const lockedIdnr = '03856024170';

const home = { postcode: '30159', place: 'Hannover' };
const anna = { familyName: 'Beispiel', givenNames: 'Anna', birthDate: '1988-04-17', home };
const bernd = { familyName: 'Probe', givenNames: 'Bernd', birthDate: '1971-11-30', home };
const clara = { familyName: 'Muster', givenNames: 'Clara', birthDate: '1993-02-08', home };
const nobody = { ...clara, birthDate: '1993-02-09' };

export const eid = 'https://eid.example';
export const accounts = {
  anna: { iss: eid, sub: 'account-of-anna' },
  bernd: { iss: eid, sub: 'account-of-bernd' },
  clara: { iss: eid, sub: 'account-of-clara' },
  /** The same id at another issuer is another account. */
  elsewhere: { iss: 'https://other.example', sub: 'account-of-clara' },
  /** Hers as well, and so far used at a lower level. */
  weak: { iss: eid, sub: 'weak-account-of-clara' },
  nobody: { iss: eid, sub: 'account-of-nobody' },
} as const;

const beforeLock = '2020-01-01';

export const citizens = [
  { login: 'anna', account: accounts.anna, person: anna },
  { login: 'anna-low', account: accounts.anna, person: anna, acr: 'low' },
  { login: 'anna-substantial', account: accounts.anna, person: anna, acr: 'substantial' },
  { login: 'bernd', account: accounts.bernd, person: bernd },
  { login: 'clara-before', account: accounts.clara, person: clara, on: beforeLock },
  { login: 'clara', account: accounts.clara, person: clara },
  { login: 'clara-elsewhere', account: accounts.elsewhere, person: clara },
  { login: 'weak-before', account: accounts.weak, person: clara, acr: 'substantial', on: beforeLock },
  { login: 'weak', account: accounts.weak, person: clara },
  { login: 'weak-substantial', account: accounts.weak, person: clara, acr: 'substantial' },
  { login: 'weak-low', account: accounts.weak, person: clara, acr: 'low' },
  { login: 'nobody', account: accounts.nobody, person: nobody },
];

export const numbers = [
  { idnr: demoIdnr, person: anna },
  { idnr: '02476291359', person: bernd },
  { idnr: lockedIdnr, person: clara, lock: { since: '2020-01-02', until: '9999-12-31' } },
];

export const demoPerson = 'p_A1b2C3d4E5f6G7h8';
const officer = (login: string, authority: string) => ({
  login,
  person: demoPerson,
  name: 'Olivia Amt',
  authorityName: 'Meldebehörde <Beispiel>',
  authority,
  acr: 'high',
  roles: [{ service: 'residents', role: 'officer' }],
});
/** One person with an account at each of two authorities, and somebody who has no role at the residents register. */
export const staff = [
  officer('olivia', 'residents-hannover'),
  officer('olivia-goettingen', 'residents-goettingen'),
  {
    login: 'vera',
    person: 'p_Z9y8X7w6V5u4T3s2',
    name: 'Vera Wagen',
    authority: 'zulassung-landeshauptstadt-hannover',
    acr: 'substantial',
    roles: [{ service: 'vehicles', role: 'officer' }],
  },
];
