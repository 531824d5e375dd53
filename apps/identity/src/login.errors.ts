import type { Fault } from './page-words.ts';

/** A person at the login page may try again there, and is told why. There is nothing to hide about demo logins. */
export class LoginRefused extends Error {
  constructor(readonly fault: Fault) {
    super(`The login was refused: ${fault}.`);
  }
}
