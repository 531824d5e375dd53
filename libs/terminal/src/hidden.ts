/** What a terminal obeys, or nobody sees. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const hexOf = (unit: number): string => unit.toString(16).toUpperCase().padStart(4, '0');

/** Text of others, which must not move the cursor or write over what stands there: each such character by its name. */
export const withoutHidden = (text: string): string =>
  text.replaceAll(hidden, (character) => `[U+${hexOf(character.codePointAt(0)!)}]`);

/** The same of text whose lines are our own. */
export const linesWithoutHidden = (text: string): string => text.split('\n').map(withoutHidden).join('\n');

/** JSON in lines that reads the same. */
export const jsonWithoutHidden = (json: string): string => {
  const escaped = (character: string): string =>
    Array.from({ length: character.length }, (_, at) => `\\u${hexOf(character.charCodeAt(at))}`).join('');
  return json
    .split('\n')
    .map((line) => line.replaceAll(hidden, escaped))
    .join('\n');
};
