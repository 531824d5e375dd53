import { type AssuranceLevel, pseudonym } from '#libs/contracts';

import type { CitizenEntry } from './citizens-file.ts';

export interface LoggedIn {
  readonly pseudonym: string;
  readonly acr: AssuranceLevel;
}

/** Demo citizens. Only pseudonyms are kept: a person's number never reaches a token, a log or the database. */
export class Citizens {
  private readonly byLogin: ReadonlyMap<string, LoggedIn>;
  private readonly known: ReadonlySet<string>;

  /** @param key the `citizen` pseudonym key, 32 bytes */
  constructor(citizens: readonly CitizenEntry[], key: Buffer) {
    this.byLogin = new Map(
      citizens.map(({ login, idnr, acr = 'high' }) => [
        login,
        { pseudonym: pseudonym(key, 'citizen', idnr), acr },
      ]),
    );
    this.known = new Set([...this.byLogin.values()].map((each) => each.pseudonym));
  }

  get logins(): readonly string[] {
    return [...this.byLogin.keys()];
  }

  /** The citizen with this login, and how surely it is that person; undefined when there is none. */
  find(login: string): LoggedIn | undefined {
    return this.byLogin.get(login);
  }

  has(subject: string): boolean {
    return this.known.has(subject);
  }
}
