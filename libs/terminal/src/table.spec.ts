import { facts, row, table } from './table.ts';

describe('a table', () => {
  it('has columns as wide as their content, numbers at the right, a dash where there is nothing', () => {
    const lags = [
      { group: 'vehicles', lag: 12 },
      { group: 'gateway.following', lag: undefined },
    ];
    const text = table(lags, [
      { title: 'GROUP', of: ({ group }) => group },
      { title: 'LAG', of: ({ lag }) => lag, right: true },
    ]);
    expect(text.split('\n')).toEqual([
      'GROUP              LAG',
      'vehicles            12',
      'gateway.following    –',
    ]);
  });

  it('can be shown row by row when the widths are known', () => {
    const line = row([6, 3], [false, true]);
    expect([line('a', '1', 'rest'), line('longer than told', '22', '')]).toEqual([
      'a         1  rest',
      'longer than told   22',
    ]);
  });
});

describe('facts', () => {
  it('stand in one column, without those that are unknown', () => {
    expect(
      facts([
        ['id', 1],
        ['ended', undefined],
        ['failed redrives', 0],
      ]).split('\n'),
    ).toEqual(['id               1', 'failed redrives  0']);
    expect(facts([])).toBe('');
  });
});
