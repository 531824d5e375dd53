import { languages } from './page-request.ts';

/** A route under both languages: `trail` is `/de/trail` and `/en/trail`. */
export const inBoth = (path = ''): string[] =>
  languages.map((language) => (path === '' ? language : `${language}/${path}`));
