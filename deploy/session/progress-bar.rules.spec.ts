import { barText } from './progress-bar.rules.ts';

describe('a progress bar', () => {
  it('says how far something is, in three ways', () => {
    expect(barText(250, 1000, '98/s')).toBe(
      `[${'█'.repeat(8)}${'░'.repeat(24)}]  25.0 %  250 of 1,000  98/s`,
    );
    expect(barText(1000, 1000)).toBe(`[${'█'.repeat(32)}] 100.0 %  1,000 of 1,000`);
    expect(barText(0, 0)).toContain('100.0 %');
  });
});
