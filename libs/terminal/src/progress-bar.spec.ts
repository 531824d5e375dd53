import { ProgressBar, progressLine } from './progress-bar.ts';

function shownOn(live: boolean, ...dones: readonly number[]): readonly string[] {
  const lines: string[] = [];
  const bar = new ProgressBar({ remark: (text) => lines.push(text), live, width: 40 });
  for (const done of dones) bar.show({ done, total: 100, text: '', finished: done === 100 });
  bar.end();
  return lines;
}

describe('a progress bar', () => {
  it('says how far something is, in three ways', () => {
    expect(progressLine(250, 1000, '98/s')).toBe(
      `${'█'.repeat(7)}${'░'.repeat(23)}  25 %  250 of 1000  98/s`,
    );
    expect(progressLine(1000, 1000, '')).toBe(`${'█'.repeat(30)} 100 %  1000 of 1000`);
    expect(progressLine(0, 0, '')).toContain('100 %');
  });

  it('is a line per tenth where nothing can be written over', () => {
    const lines = shownOn(false, 1, 5, 12, 19, 100);
    expect(lines.map((line) => line.slice(31).trim())).toEqual([
      '1 %  1 of 100',
      '12 %  12 of 100',
      '100 %  100 of 100',
    ]);
  });

  it('is written over on a terminal, and fits into its line', () => {
    const lines = shownOn(true, 5, 5, 19);
    expect(lines).toEqual([
      `\r\u001B[2K${progressLine(5, 100, '').slice(0, 39)}`,
      `\r\u001B[2K${progressLine(19, 100, '').slice(0, 39)}`,
      '\n',
    ]);
  });
});
