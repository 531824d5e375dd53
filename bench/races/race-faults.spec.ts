import { faultsOf } from './race-faults.ts';

const counts = {
  answers: {
    before: { EVIDENCE: 5, 'register-unavailable': 2 },
    during: { EVIDENCE: 1, 'consent-withdrawn': 1 },
    after: { 'consent-withdrawn': 3 },
  },
  overtaken: 0,
  withdrawals: 1,
  again: { 'withdrawn: consent-withdrawn': 1, 'other: EVIDENCE': 1 },
};
const kept = { taken: 7, handedOver: 7, open: 0, uses: 8, spent: 8 };

describe('a race of releases and withdrawals', () => {
  it('is well where nothing came after an acknowledgement, and all that was answered is on record', () => {
    expect(faultsOf(counts, kept)).toEqual([]);
  });

  it.each([
    [{ answers: { ...counts.answers, after: { EVIDENCE: 1 } } }, {}, /1 answered after/],
    [{ again: { 'withdrawn: EVIDENCE': 1 } }, {}, /1 answered after/],
    [{ answers: { ...counts.answers, after: {} } }, {}, /nothing was asked for after/],
    [{ withdrawals: 0 }, {}, /nobody withdrew/],
    [{}, { taken: 6 }, /7 answered, and 6 taken/],
    [{}, { handedOver: 8 }, /7 answered, and 8 recorded/],
    [{}, { uses: 9 }, /9 uses counted, and 8 spent/],
    [{}, { open: 1 }, /1 permits without/],
    [{ again: { ...counts.again, 'other: internal-error': 1 } }, {}, /nobody expects: internal-error/],
  ])('is not well with %j %j', (change, changed, text) => {
    expect(faultsOf({ ...counts, ...change }, { ...kept, ...changed }).join()).toMatch(text);
  });
});
