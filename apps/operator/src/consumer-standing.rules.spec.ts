import { ConsumerStanding } from './consumer-standing.rules.ts';

describe('a consumer', () => {
  it('is stuck from its second failure without a success between them', () => {
    const standing = new ConsumerStanding();
    standing.failed(1_000);
    expect(standing.isStuck(1_000)).toBe(false);
    standing.failed(4_000);
    expect(standing.isStuck(4_000)).toBe(true);
    standing.succeeded();
    expect(standing.isStuck(4_000)).toBe(false);
    standing.failed(5_000);
    expect(standing.isStuck(5_000)).toBe(false);
  });

  it('goes on when it has not failed for a minute, also without anything to do', () => {
    const standing = new ConsumerStanding();
    standing.failed(0);
    standing.failed(3_000);
    expect(standing.isStuck(62_999)).toBe(true);
    expect(standing.isStuck(63_000)).toBe(false);
  });
});
