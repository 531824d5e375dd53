import { orderOf } from './notice-order.rules.ts';

const notice = (subject: string, version: number, eventId = `${subject}${version}`) => ({
  subject,
  version,
  eventId,
});

describe('the order of notices', () => {
  it('is kept per person, whatever happens between', () => {
    const written = [notice('a', 1), notice('b', 1), notice('b', 2), notice('a', 2)];
    expect(orderOf(written)).toEqual({ people: 2, events: 4, twice: 0, outOfOrder: 0 });
  });

  it('is broken by a swap, a gap and a repetition', () => {
    expect(orderOf([notice('a', 2), notice('a', 1)])).toMatchObject({ outOfOrder: 2, twice: 0 });
    expect(orderOf([notice('a', 1), notice('a', 3)])).toMatchObject({ outOfOrder: 1 });
    expect(orderOf([notice('a', 1), notice('a', 1)])).toMatchObject({ outOfOrder: 1, twice: 1 });
  });
});
