/**
 * Values of a metric in Prometheus' text format, whatever its labels. Reads what prom-client writes; time stamps and
 * exemplars do not occur there.
 */
export function samplesOf(text: string): (name: string) => readonly number[] {
  const lines = text.split('\n');
  return (name) =>
    lines
      .filter((line) => line.startsWith(name) && /^[ {]/.test(line.slice(name.length)))
      .map((line) => numberOf(line.slice(line.lastIndexOf(' ') + 1)));
}

/** Values of a metric by one of its labels, whose text prom-client writes with `\\`, `\"` and `\n` escaped. */
export function labelledOf(text: string, name: string, label: string): ReadonlyMap<string, number> {
  const pattern = new RegExp(`^${name}\\{(?:[^}]*,)?${label}="((?:[^"\\\\]|\\\\.)*)"[^}]*\\} (\\S+)$`, 'gm');
  return new Map([...text.matchAll(pattern)].map(([, value = '', number = '']) => [value, numberOf(number)]));
}

/** `Nan` is what prom-client writes for a value that could not be read. */
const numberOf = (text: string): number => (/^nan$/i.test(text) ? NaN : Number(text));
