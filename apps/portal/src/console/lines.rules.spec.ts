import { linesOf } from './lines.rules.ts';

const room = { width: 100, height: 104 };
const at = (...values: readonly (number | undefined)[]) =>
  values.map((value, index) => ({ at: index, value }));

describe('a line', () => {
  it('goes from the first to the last instant, zero at the bottom and the highest at the top', () => {
    expect(linesOf(at(0, 5, 10), room)).toEqual(['0,104 50,54 100,4']);
  });

  it('has a hole where nothing is known', () => {
    expect(linesOf(at(0, 10, undefined, 10, 0), room)).toEqual(['0,104 25,4', '75,4 100,104']);
  });

  it.each([[at()], [at(undefined)]])('is none of nothing', (values) => {
    expect(linesOf(values, room)).toEqual([]);
  });

  it('is at the bottom where nothing ever is', () => {
    expect(linesOf(at(0, 0), room)).toEqual(['0,104 100,104']);
  });
});
