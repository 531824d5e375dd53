/** No demo citizen has this login. The page says so; there is nothing to hide about demo logins. */
export class LoginUnknown extends Error {
  constructor() {
    super('There is no demo citizen with this login.');
  }
}
