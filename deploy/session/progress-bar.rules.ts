const WIDTH = 32;

/** `[████████░░░░] 25.0 %  250 of 1,000` */
export function barText(done: number, total: number, tail = ''): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  const percent = `${(share * 100).toFixed(1)} %`.padStart(7);
  const counts = `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`;
  return [`[${bar}]`, percent, ` ${counts}`, tail && ` ${tail}`].filter(Boolean).join(' ');
}
