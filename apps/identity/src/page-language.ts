import { type Language, languages } from './page-words.ts';

/**
 * The language of a page: the first of `ui_locales` that it is written in (OpenID Connect Core §3.1.2.1), else the one that
 * the browser likes best, else German.
 */
export function pageLanguage(uiLocales: unknown, acceptLanguage: string | undefined): Language {
  const asked = typeof uiLocales === 'string' ? uiLocales.split(' ') : [];
  return known([...asked, ...byLiking(acceptLanguage ?? '')]) ?? 'de';
}

/** Of equal liking, the one named first (RFC 9110 §12.5.4). */
const byLiking = (header: string): readonly string[] =>
  header
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const quality = parameters.find((each) => each.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);

const known = (tags: readonly string[]): Language | undefined =>
  tags
    .map((tag) => languages.find((language) => language === tag.split('-', 1)[0]?.toLowerCase()))
    .find((language) => language !== undefined);
