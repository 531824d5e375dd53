import { byHalves } from './by-halves.ts';

const coded = (code: string): Error => Object.assign(new Error('m'), { code });

/** A round trip over numbers: a negative one makes it fail. */
function trips(fails: (items: readonly number[]) => Error | undefined) {
  const seen: number[][] = [];
  const run = (items: readonly number[]): Promise<readonly number[]> => {
    seen.push([...items]);
    const error = fails(items);
    return error ? Promise.reject(error) : Promise.resolve(items.map((n) => n * 2));
  };
  return { seen, run };
}

describe('a batch that must not fail as a whole', () => {
  it('is one round trip when nothing fails', async () => {
    const { seen, run } = trips(() => undefined);
    expect(await byHalves([1, 2, 3], run)).toEqual([2, 4, 6]);
    expect(seen).toEqual([[1, 2, 3]]);
  });

  it('fails the bad items alone, wherever they are', async () => {
    const bad = coded('22021');
    const { run } = trips((items) => (items.some((n) => n < 0) ? bad : undefined));
    expect(await byHalves([1, -2, 3, 4, 5, 6, -7], run)).toEqual([2, bad, 6, 8, 10, 12, bad]);
  });

  it.each([
    ['is away', '57P01'],
    ['is busy', '55P03'],
    ['ended it for the sake of another', '40P01'],
  ])('is not taken apart when the database %s', async (_, code) => {
    const { seen, run } = trips(() => coded(code));
    const answers = await byHalves([1, 2, 3, 4], run);
    expect(answers).toHaveLength(4);
    for (const answer of answers) expect(answer).toMatchObject({ code });
    expect(seen).toEqual([[1, 2, 3, 4]]);
  });

  it('keeps what the first half wrote when the database goes away in the second', async () => {
    const { run } = trips((items) => {
      if (items.length === 4) return coded('22021');
      return items.includes(4) ? coded('08006') : undefined;
    });
    expect(await byHalves([1, 2, 3, 4], run)).toMatchObject([2, 4, { code: '08006' }, { code: '08006' }]);
  });
});
