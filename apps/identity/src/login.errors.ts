import type { AssuranceLevel } from '#libs/contracts';

import type { Realm } from './clients-file.ts';

export const kindOf: Readonly<Record<Realm, string>> = {
  citizens: 'demo citizen',
  staff: 'demo member of staff',
};

/** What a person at the login page is told, who may try again there. */
export class LoginRefused extends Error {}

/** Nobody who may log in at the client has this login. The page says so; there is nothing to hide about demo logins. */
export class LoginUnknown extends LoginRefused {
  constructor(realm: Realm) {
    super(`There is no ${kindOf[realm]} with this login.`);
  }
}

/** The client asked for a login that shows more surely who logs in. */
export class LevelTooLow extends LoginRefused {
  constructor(least: AssuranceLevel) {
    super(`This login does not reach the level that is asked for: take one of level ${least} or higher.`);
  }
}

/** The person may do none of what the client asks for. */
export class RoleMissing extends LoginRefused {
  constructor() {
    super('This login has no role at the service that you are signing in to.');
  }
}
