import { aCompany } from './company.builder.ts';
import { CompanyDeleted, SeatUnchanged } from './company.errors.ts';
import { deleteCompany, moveSeat, type NewSeat } from './company.rules.ts';
import { entered } from './registration.rules.ts';

const on = '2026-01-01';
const hanover: NewSeat = {
  seat: { place: 'Hannover', ags: '03241001' },
  register: { courtCode: 'P2305', court: 'Amtsgericht Hannover', section: 'HRB', number: 700_001 },
  euid: 'DEP2305.HRB700001',
};

describe('a move of the seat', () => {
  it('to another court brings its number and EUID and keeps the former EUID', () => {
    const company = aCompany();
    const { type, patch } = moveSeat(hanover, on)(company);
    expect(type).toBe('company.seat-moved.v1');
    expect(patch).toEqual({
      seat: hanover.seat,
      register: hanover.register,
      euid: hanover.euid,
      formerEuids: [{ euid: company.euid, until: on }],
      entries: [...company.entries, { sequence: 2, enteredOn: on }],
    });
  });

  it('within the district keeps court, number and EUID', () => {
    const company = aCompany();
    const near = { seat: { place: 'Rosdorf' }, register: company.register, euid: company.euid };
    expect(Object.keys(moveSeat(near, on)(company).patch)).toEqual(['seat', 'entries']);
  });

  it('brings a new business address or leaves the old one', () => {
    const businessAddress = { postcode: '30159', place: 'Hannover' };
    expect(moveSeat({ ...hanover, businessAddress }, on)(aCompany()).patch).toMatchObject({
      businessAddress,
    });
    expect(moveSeat(hanover, on)(aCompany()).patch).not.toHaveProperty('businessAddress');
  });

  it('is refused to the seat, court and number that are recorded', () => {
    const company = aCompany();
    const { seat, register, euid } = company;
    expect(() => moveSeat({ seat, register, euid }, on)(company)).toThrow(SeatUnchanged);
  });

  it('never changes the EUID by which imports recognise the company', () => {
    expect(moveSeat(hanover, on)(aCompany()).patch).not.toHaveProperty('firstEuid');
  });
});

describe('a deletion', () => {
  it('ends the company under a number of its own and keeps the other entries', () => {
    const company = aCompany();
    const { type, patch } = deleteCompany(on)(company);
    expect(type).toBe('company.deleted.v1');
    expect(patch).toEqual({
      status: 'DELETED',
      statusEvents: [{ status: 'DELETED', on }],
      entries: [...company.entries, { sequence: 2, enteredOn: on }],
      endedOn: on,
    });
  });

  it.each([
    ['move', moveSeat(hanover, on)],
    ['deletion', deleteCompany(on)],
  ])('refuses a later %s', (_, rule) => {
    expect(() => rule(aCompany({ status: 'DELETED' }))).toThrow(CompanyDeleted);
  });

  it.each(['IN_LIQUIDATION', 'INSOLVENT', 'TRANSFORMED'] as const)('is possible while %s', (status) => {
    expect(deleteCompany(on)(aCompany({ status })).patch.status).toBe('DELETED');
  });

  it('comes after every other act', () => {
    const company = aCompany({ effectiveOn: '2999-01-01' });
    expect(() => deleteCompany(on)(company)).toThrow('before its latest act');
    expect(() => deleteCompany('2999-01-01')(company)).not.toThrow();
  });
});

describe('the EUID', () => {
  it.each([
    ['P2204', 'HRB 204567', 'DEP2204.HRB204567'],
    ['P2204', 'HRB 1234 DUD', 'DEP2204.HRB1234DUD'],
    ['K1101R', 'GnR 17', 'DEK1101R.GnR17'],
  ])('follows from court %s and number %s', (courtCode, registerNumber, euid) => {
    expect(entered({ courtCode, registerNumber }).euid).toBe(euid);
  });

  it('comes with the name of a Lower Saxon court, and with the given name of any other', () => {
    expect(entered({ courtCode: 'P2204', registerNumber: 'HRB 1' }).entry.court).toContain('Göttingen');
    const given = { courtCode: 'K1101R', registerNumber: 'HRB 1', court: 'Amtsgericht Hamburg' };
    expect(entered(given).entry.court).toBe('Amtsgericht Hamburg');
  });
});
