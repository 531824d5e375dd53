export interface TimedValue {
  readonly at: number;
  readonly value: number | undefined;
}

/** Room above the highest value, so that its line is seen whole. */
const ROOM = 4;

/** A line of SVG for each stretch without a hole, over the time that there are values of; zero is at the bottom. */
export function linesOf(
  values: readonly TimedValue[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly string[] {
  const [first, last] = [values[0]?.at ?? 0, values.at(-1)?.at ?? 0];
  const most = Math.max(1, ...values.map(({ value = 0 }) => value));
  const place = (part: number): number => Math.round(part * 10) / 10;
  const lines: string[][] = [[]];
  for (const { at, value } of values) {
    if (value === undefined) lines.push([]);
    else {
      const x = last === first ? 0 : ((at - first) / (last - first)) * width;
      lines.at(-1)!.push(`${place(x)},${place(height - (value / most) * (height - ROOM))}`);
    }
  }
  return lines.filter((line) => line.length > 0).map((line) => line.join(' '));
}
