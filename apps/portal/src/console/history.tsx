import type { VNode } from 'preact';
import type { Operator } from '#libs/client';
import { type Both, Details, Subheading, Text, timeText, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { numberText, spanText } from './figures.ts';
import { linesOf } from './lines.rules.ts';
import { PlainTable } from './table.tsx';

const say = words({
  title: ['Die letzte Stunde', 'The last hour'],
  none: [
    'Dazu gibt es noch keine Werte. Der Dienst der Betriebsführung sammelt sie, solange er läuft, alle halbe Minute.',
    'There are no values yet. The operator service collects them while it runs, each half minute.',
  ],
  lag: ['Rückstand in Ereignissen', 'Lag in events'],
  rate: ['Geschriebene Ereignisse je Sekunde', 'Events written per second'],
  at: ['Zeit', 'Time'],
  age: ['Ältestes wartet seit', 'Oldest waits for'],
  asTable: ['Als Tabelle', 'As a table'],
  between: (least: string, most: string): Both => [
    `Zwischen ${least} und ${most}`,
    `Between ${least} and ${most}`,
  ],
  unknown: ['nicht bekannt', 'not known'],
});

type Point = Operator.StreamHistoryPoint;

const WIDTH = 640;
const HEIGHT = 140;
const EDGE = 28;

interface Picture {
  /** Points of each line; a hole stands between two. */
  readonly lines: readonly string[];
  readonly between: string;
}

const valueOf = {
  'lag-line': ({ lagEvents }: Point) => lagEvents,
  'rate-line': ({ eventsPerSecond }: Point) => eventsPerSecond,
} as const;
type PictureId = keyof typeof valueOf;

function pictureOf(id: PictureId, points: readonly Point[], language: Language): Picture {
  const values = points.map((point) => ({ at: Date.parse(point.at), value: valueOf[id](point) }));
  const known = values.flatMap((each) => each.value ?? []);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const between = say(language).between(numberText(least, language), numberText(most, language));
  return {
    lines: linesOf(values, { width: WIDTH, height: HEIGHT - EDGE }),
    between: known.length > 0 ? between : '',
  };
}

const rowsOf = (points: readonly Point[], language: Language): readonly (readonly string[])[] => {
  const t = say(language);
  return points.map(({ at, lagEvents, lagSeconds, eventsPerSecond }) => [
    timeText(at, language),
    lagEvents === undefined ? t.unknown : numberText(lagEvents, language),
    lagSeconds === undefined ? t.unknown : spanText(lagSeconds, language),
    eventsPerSecond === undefined ? t.unknown : numberText(eventsPerSecond, language),
  ]);
};

/** What keeps pictures and table of an open page fresh: counts and times alone. */
export function historyFigures({ points }: Operator.StreamHistory, language: Language): object {
  return {
    pictures: {
      'lag-line': pictureOf('lag-line', points, language),
      'rate-line': pictureOf('rate-line', points, language),
    },
    rows: rowsOf(points, language),
  };
}

/** Lag and throughput as the operator service remembers them; holes stay holes. */
export const History = ({
  history,
  language,
}: {
  readonly history: Operator.StreamHistory | undefined;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const points = history?.points ?? [];
  if (points.length < 2)
    return (
      <>
        <Subheading>{t.title}</Subheading>
        <Text>{t.none}</Text>
      </>
    );
  return (
    <>
      <Subheading>{t.title}</Subheading>
      <Line id="lag-line" title={t.lag} points={points} language={language} />
      <Line id="rate-line" title={t.rate} points={points} language={language} />
      <Details summary={t.asTable}>
        <PlainTable
          id="history"
          caption={t.title}
          columns={[t.at, t.lag, t.age, t.rate].map((title, index) => ({
            title,
            ...(index > 0 && { isNumber: true as const }),
          }))}
          rows={rowsOf(points, language)}
        />
      </Details>
    </>
  );
};

const Line = ({
  id,
  title,
  points,
  language,
}: {
  readonly id: PictureId;
  readonly title: string;
  readonly points: readonly Point[];
  readonly language: Language;
}): VNode => {
  const { lines, between } = pictureOf(id, points, language);
  const [first, last] = [points[0]!.at, points.at(-1)!.at];
  return (
    <figure class="picture wide">
      <figcaption id={id}>
        <span class="kern-title kern-title--small">{title}</span>{' '}
        <span class="kern-body kern-body--small" data-between="">
          {between}
        </span>
      </figcaption>
      <svg class="lines" role="img" aria-labelledby={id} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} data-picture={id}>
        <line class="axis" x1={0} y1={HEIGHT - EDGE} x2={WIDTH} y2={HEIGHT - EDGE} />
        {lines.map((line) => (
          <polyline class="line" points={line} />
        ))}
        <text class="bar-label" x={0} y={HEIGHT - 8} data-first="">
          {timeText(first, language)}
        </text>
        <text class="bar-label" x={WIDTH} y={HEIGHT - 8} text-anchor="end" data-last="">
          {timeText(last, language)}
        </text>
      </svg>
    </figure>
  );
};
