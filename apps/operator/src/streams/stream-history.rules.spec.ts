import { sampleOf, seriesOf } from './stream-history.rules.ts';
import type { StreamsDto } from './stream.dto.ts';

const picture = (minute: number, ends: Readonly<Record<string, number>>, lag?: number): StreamsDto => ({
  asOf: new Date(Date.UTC(2026, 10, 30, 12, minute)).toISOString(),
  complete: true,
  missing: [],
  topics: Object.entries(ends).map(([name, end]) => ({
    name,
    kind: 'CHANGES',
    kept: end,
    partitions: [{ partition: 0, earliestOffset: '0', endOffset: `${end}` }],
  })),
  groups:
    lag === undefined
      ? []
      : [
          {
            name: 'vehicles.reactions',
            state: 'Stable',
            members: 1,
            lagEvents: lag,
            lagSeconds: lag * 2,
            topics: [{ topic: 'a', lagEvents: lag, partitions: [] }],
          },
        ],
  relays: [],
  upkeep: [],
  deadLetters: [],
});

const withoutKafka = (minute: number): StreamsDto => ({
  asOf: picture(minute, {}).asOf,
  complete: false,
  missing: [{ part: 'kafka', reason: 'does not answer in time' }],
  ...{ topics: [], groups: [], relays: [], upkeep: [], deadLetters: [] },
});

const series = (pictures: readonly StreamsDto[], group?: string) =>
  seriesOf(pictures.map(sampleOf), group).map(({ at: _at, ...point }) => point);

describe('the history of the streams', () => {
  it('has of all groups the lag together, and what was written since the point before', () => {
    expect(series([picture(0, { a: 0, b: 10 }, 0), picture(1, { a: 60, b: 70 }, 5)])).toEqual([
      { lagEvents: 5, lagSeconds: 10, eventsPerSecond: 2 },
    ]);
  });

  it('has of one group what it reads, and nothing while there is no such group', () => {
    const pictures = [
      picture(0, { a: 0, b: 10 }, 0),
      picture(1, { a: 60, b: 70 }, 5),
      picture(2, { a: 60, b: 90 }),
    ];
    expect(series(pictures, 'vehicles.reactions')).toEqual([
      { lagEvents: 5, lagSeconds: 10, eventsPerSecond: 1 },
      {},
    ]);
  });

  it('has a hole while Kafka does not answer, and counts no topic that is new or was made anew', () => {
    const pictures = [
      picture(0, { a: 500 }),
      withoutKafka(1),
      picture(2, { a: 10, c: 100 }),
      picture(3, { a: 10, c: 160 }),
    ];
    expect(series(pictures)).toEqual([
      {},
      { lagEvents: 0, lagSeconds: 0 },
      { lagEvents: 0, lagSeconds: 0, eventsPerSecond: 1 },
    ]);
  });
});
