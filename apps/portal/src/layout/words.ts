import type { Language, Person } from '../sessions/index.ts';

/** A text in both languages: German, English. */
export type Both = readonly [de: string, en: string];

type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer V) => Both ? (...values: V) => string : string;
};

const at: Readonly<Record<Language, 0 | 1>> = { de: 0, en: 1 };

/** The words of a page: a table of both languages, from which a page takes one. */
export const words =
  <T extends Readonly<Record<string, Both | ((...values: never[]) => Both)>>>(table: T) =>
  (language: Language): Words<T> =>
    Object.fromEntries(
      Object.entries(table).map(([key, entry]) => [
        key,
        typeof entry === 'function'
          ? (...values: never[]) => entry(...values)[at[language]]
          : entry[at[language]],
      ]),
    ) as Words<T>;

/** Texts that come from services in both languages. */
export const localised = (
  text: { readonly de: string; readonly en: string } | undefined,
  language: Language,
): string => text?.[language] ?? '';

/** As a text of its own begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const fullName = ({ givenNames, familyName }: Pick<Person, 'givenNames' | 'familyName'>): string =>
  [givenNames, familyName].filter(Boolean).join(' ');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An authority's own number for what it works on: as it is, or short where only machines would read it. */
export const fileNumber = (reference: string): string =>
  UUID.test(reference) ? referenceOf(reference) : reference;

/** Short enough to be told on the telephone: the end of the number under which both sides keep it. */
export const referenceOf = (id: string): string => {
  const end = id.slice(-8).toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
};
