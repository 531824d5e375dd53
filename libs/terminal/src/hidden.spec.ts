import { jsonWithoutHidden, linesWithoutHidden } from './hidden.ts';
import { facts, table } from './table.ts';

const hostile = ['\u001b[2J', 'a\nb', '\u009b2J', 'x\u007f', '\u202ex', '\u200bx', '\u2028x', '\u{e0041}x'];

describe('text of others on a terminal', () => {
  it.each(hostile)('moves no cursor and hides nothing, in a table, a list or a line: %j', (text) => {
    const shown = [table([text], [{ title: 'T', of: (each) => each }]), facts([['t', text]])];
    for (const lines of [...shown, linesWithoutHidden(text)]) {
      expect(lines.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
    for (const lines of shown) expect(lines).toMatch(/\[U\+[0-9A-F]{4,5}\]/);
    expect(shown.map((lines) => lines.split('\n').length)).toEqual([2, 1]);
  });

  it.each(hostile)('is the same data as JSON: %j', (text) => {
    const json = jsonWithoutHidden(JSON.stringify({ text }, undefined, 2));
    expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(json)).toEqual({ text });
  });
});
