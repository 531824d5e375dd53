import { pseudonym } from '#libs/contracts';

import type { CitizenEntry } from './citizens-file.ts';

/** Demo citizens. Only pseudonyms are kept: a person's number never reaches a token, a log or the database. */
export class Citizens {
  private readonly pseudonyms: ReadonlyMap<string, string>;
  private readonly known: ReadonlySet<string>;

  /** @param key the `citizen` pseudonym key, 32 bytes */
  constructor(citizens: readonly CitizenEntry[], key: Buffer) {
    this.pseudonyms = new Map(citizens.map(({ login, idnr }) => [login, pseudonym(key, 'citizen', idnr)]));
    this.known = new Set(this.pseudonyms.values());
  }

  get logins(): readonly string[] {
    return [...this.pseudonyms.keys()];
  }

  /** Pseudonym of the citizen with this login; undefined when there is none. */
  pseudonymOf(login: string): string | undefined {
    return this.pseudonyms.get(login);
  }

  has(subject: string): boolean {
    return this.known.has(subject);
  }
}
