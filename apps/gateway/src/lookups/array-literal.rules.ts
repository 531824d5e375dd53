/**
 * PostgreSQL array literal of texts; null and undefined become NULL. Written by hand because the driver's own writer
 * runs a regular expression over every element, fifteen times per lookup.
 */
export function arrayLiteral(values: readonly (string | null | undefined)[]): string {
  let literal = '{';
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (index > 0) literal += ',';
    literal += value === null || value === undefined ? 'NULL' : `"${escaped(value)}"`;
  }
  return `${literal}}`;
}

const escaped = (value: string): string =>
  value.includes('"') || value.includes('\\') ? value.replace(/["\\]/g, '\\$&') : value;
