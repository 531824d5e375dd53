import type { Finding } from './mistake.ts';

const markup = /<[a-z/!?]|&(?:[a-z][a-z0-9]*|#x?[0-9a-f]+);/i;
/** Controls, marks of direction (UAX #9) and all that is not seen. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Texts of a form that are not plain: they stand before people on pages, in letters and in notices. */
export function textFindings(content: unknown, path: readonly (string | number)[] = []): readonly Finding[] {
  if (typeof content === 'string') return inText(content, path);
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([name, value]) =>
    textFindings(value, [...path, Array.isArray(content) ? Number(name) : name]),
  );
}

function inText(text: string, path: readonly (string | number)[]): readonly Finding[] {
  const mark = hidden.exec(text)?.[0].codePointAt(0);
  if (mark !== undefined) {
    const code = `U+${mark.toString(16).toUpperCase().padStart(4, '0')}`;
    const what = `The text holds a character that is not seen: ${code}.`;
    return [{ path, what, remedy: 'Remove it, or type the text again.' }];
  }
  const last = path.at(-1);
  if ((last === 'de' || last === 'en') && markup.test(text))
    return [{ path, what: 'The text holds markup.', remedy: 'Write plain text; a page adds what it needs.' }];
  if (text !== text.normalize('NFC'))
    return [{ path, what: 'The text is not in normal form C.', remedy: 'Type its accented letters again.' }];
  if (text !== text.trim() && last !== 'before')
    return [{ path, what: 'The text begins or ends with a blank.', remedy: 'Remove the blank.' }];
  return [];
}
