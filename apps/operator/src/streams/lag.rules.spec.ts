import { ageOfOldest, kindOf, lagOf } from './lag.rules.ts';
import { labelledOf, samplesOf } from './metrics-text.rules.ts';

const topic = {
  name: 'register.residents.changes.v1',
  kind: 'CHANGES',
  kept: 30,
  partitions: [
    { partition: 0, earliestOffset: '10', endOffset: '20' },
    { partition: 1, earliestOffset: '0', endOffset: '20' },
    { partition: 2, earliestOffset: '0', endOffset: '0' },
  ],
} as const;

describe('lag', () => {
  it('counts what is still kept and still to be read', () => {
    const positions = new Map([
      [0, 3n],
      [1, 20n],
    ]);
    expect(lagOf(topic, positions).map(({ offset, lagEvents }) => [offset, lagEvents])).toEqual([
      ['10', 10],
      ['20', 0],
      ['0', 0],
    ]);
  });

  it('counts partitions without a position from their beginning', () => {
    expect(lagOf(topic, new Map())[1]).toEqual({ partition: 1, offset: '0', lagEvents: 20 });
  });

  it.each([[200], [4_000], [61_000], [3_600_000], [30 * 86_400_000]])(
    'finds an age of %i ms',
    async (age) => {
      let questions = 0;
      const now = 1_800_000_000_000;
      const found = await ageOfOldest(now, (time) => {
        questions += 1;
        return Promise.resolve(time <= now - age);
      });
      expect(found).toBeGreaterThanOrEqual(age);
      expect(found - age).toBeLessThanOrEqual(Math.max(1_000, age / 50));
      expect(questions).toBeLessThan(25);
    },
  );

  it('tells the kinds of topics apart by their names', () => {
    const names = [
      'register.residents.changes.v1',
      'register.residents.changes.v1.dlq',
      'a.b.deliveries',
      'x',
    ];
    expect(names.map(kindOf)).toEqual(['CHANGES', 'DEAD_LETTERS', 'DELIVERIES', 'OTHER']);
  });
});

describe('metrics of another service', () => {
  it('are read by name, whatever their labels', () => {
    const valuesOf = samplesOf('# HELP a b\na 1\na_total 5\na{x="y z"} 2.5\nb Nan\n');
    expect(valuesOf('a')).toEqual([1, 2.5]);
    expect(valuesOf('b')).toEqual([NaN]);
    expect(valuesOf('c')).toEqual([]);
  });

  it('are read by one label, whatever the others are', () => {
    const text =
      'lag_seconds{task="old ones"} 7\nlag_seconds{a="x",task="b-c",z="y"} 2.5\nlag_seconds_total{task="d"} 1\n';
    expect([...labelledOf(text, 'lag_seconds', 'task')]).toEqual([
      ['old ones', 7],
      ['b-c', 2.5],
    ]);
  });
});
