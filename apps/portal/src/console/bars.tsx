import type { VNode } from 'preact';
import { Details, RegisterText } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { numberText } from './figures.ts';
import { PlainTable } from './table.tsx';

export interface Bar {
  readonly label: string;
  readonly value: number;
}

const WIDTH = 640;
const LABEL = 260;
const VALUE = 80;
const LINE = 28;
/** What is not shown as a bar stands in the table. */
const MOST = 24;
/** Of a label beside its bar; the table has it whole. */
const LETTERS = 28;

const shortened = (text: string): string => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text);

/** How much there is of each: a picture, and below it the same as a table to be read aloud and to be copied. */
export const Bars = ({
  id,
  title,
  unit,
  bars,
  language,
  asTable,
}: {
  readonly id: string;
  readonly title: string;
  readonly unit: readonly [label: string, value: string];
  readonly bars: readonly Bar[];
  readonly language: Language;
  readonly asTable: string;
}): VNode => {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const shown = bars.slice(0, MOST);
  const room = WIDTH - LABEL - VALUE;
  return (
    <figure class="picture wide">
      <figcaption class="kern-title kern-title--small" id={`${id}-picture`}>
        {title}
      </figcaption>
      <svg
        class="bars"
        role="img"
        aria-labelledby={`${id}-picture`}
        viewBox={`0 0 ${WIDTH} ${shown.length * LINE}`}
      >
        {shown.map(({ label, value }, index) => (
          <>
            <text class="bar-label" x={LABEL - 8} y={index * LINE + 19} text-anchor="end">
              {shortened(label)}
            </text>
            <rect
              class="bar"
              x={LABEL}
              y={index * LINE + 5}
              width={Math.max(1, Math.round((value / most) * room))}
              height={LINE - 10}
            />
            <text class="bar-value" x={LABEL + Math.round((value / most) * room) + 8} y={index * LINE + 19}>
              {numberText(value, language)}
            </text>
          </>
        ))}
      </svg>
      <Details summary={asTable}>
        <PlainTable
          id={id}
          caption={title}
          columns={[{ title: unit[0] }, { title: unit[1], isNumber: true }]}
          rows={bars.map(({ label, value }) => [
            <RegisterText>{label}</RegisterText>,
            numberText(value, language),
          ])}
        />
      </Details>
    </figure>
  );
};
