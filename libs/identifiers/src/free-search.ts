import { searchForm } from './search-form.ts';

/** Whether all parts of a name are among those of the stored one, in any order (BMeldDAV, annex no. 4, free search). */
export function hasNameParts(stored: string, asked: string): boolean {
  const parts = new Set(partsOf(stored));
  const wanted = partsOf(asked);
  return wanted.length > 0 && wanted.every((part) => parts.has(part));
}

const partsOf = (name: string): readonly string[] =>
  name
    .split(/\s+/)
    .map(searchForm)
    .filter((part) => part !== '');

/**
 * Whether a partial date lies in a range of days, both included: an unknown month or day counts as the first, and a wholly
 * unknown date lies in none (annex no. 6).
 */
export function liesWithin(stored: string, from: string, to: string): boolean {
  if (stored.startsWith('0000')) return false;
  const day = stored.replace(/-00/g, '-01');
  return from <= day && day <= to;
}

/**
 * Cologne phonetics of a whole name (Postel 1969): names that sound alike have the same digits. Empty for a name without
 * letters.
 */
export function colognePhonetics(name: string): string {
  const letters = searchForm(name);
  let code = '';
  for (let at = 0; at < letters.length; at += 1) {
    const sound = soundOf(letters.charAt(at), letters.charAt(at - 1), letters.charAt(at + 1));
    for (const digit of sound) if (!code.endsWith(digit)) code += digit;
  }
  return code.charAt(0) + code.slice(1).replaceAll('0', '');
}

/** The digits of a letter between its neighbours, which are empty at the ends of the name. */
function soundOf(letter: string, before: string, after: string): string {
  if ('AEIJOUY'.includes(letter)) return '0';
  if (letter === 'B') return '1';
  if (letter === 'P') return after === 'H' ? '3' : '1';
  if ('DT'.includes(letter)) return among('CSZ', after) ? '8' : '2';
  if ('FVW'.includes(letter)) return '3';
  if ('GKQ'.includes(letter)) return '4';
  if (letter === 'C') return soundOfC(before, after);
  if (letter === 'X') return among('CKQ', before) ? '8' : '48';
  if (letter === 'L') return '5';
  if ('MN'.includes(letter)) return '6';
  if (letter === 'R') return '7';
  return letter === 'H' ? '' : '8';
}

function soundOfC(before: string, after: string): string {
  if (before === '') return among('AHKLOQRUX', after) ? '4' : '8';
  return !among('SZ', before) && among('AHKOQUX', after) ? '4' : '8';
}

const among = (letters: string, letter: string): boolean => letter !== '' && letters.includes(letter);
