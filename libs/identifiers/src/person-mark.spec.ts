import { personMark } from './person-mark.ts';

const key = 'A'.repeat(43);
const person = { familyName: 'Sörensen', givenNames: 'Anna Maria', birthDate: '1988-04-17' };

describe('the mark of a person', () => {
  it('is the same for names that are one in searches, and of another key another one', () => {
    const mark = personMark(key, person);
    expect(personMark(key, { ...person, familyName: 'SOERENSEN', givenNames: 'anna  maria' })).toBe(mark);
    expect(personMark('B'.repeat(43), person)).not.toBe(mark);
  });

  it.each([{ familyName: 'Sorensen' }, { givenNames: 'Anna' }, { birthDate: '1988-04-18' }])(
    'is another one of %j',
    (change) => {
      expect(personMark(key, { ...person, ...change })).not.toBe(personMark(key, person));
    },
  );

  it.each([{ familyName: '+' }, { givenNames: '' }, { birthDate: '1988-04-00' }, { birthDate: null }])(
    'is none of %j',
    (change) => {
      expect(personMark(key, { ...person, ...change })).toBeUndefined();
    },
  );
});
