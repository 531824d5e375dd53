import { Inject, Injectable } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AssuranceLevel, assuranceLevels, reachesLevel } from '#libs/contracts';
import type { Provider } from 'oidc-provider';

import { type Account, Accounts } from './accounts.ts';
import { ClientAccess } from './client-access.rules.ts';
import type { Realm } from './clients-file.ts';
import { OIDC_PROVIDER } from './injection-tokens.ts';
import { LevelTooLow, LoginUnknown, RoleMissing } from './login.errors.ts';

type Exchange = readonly [IncomingMessage, ServerResponse];

/** What the login page shows of a login that was begun at the authorization endpoint. */
export interface BegunLogin {
  readonly uid: string;
  readonly client: string;
  readonly redirectUri: string;
  readonly realm: Realm;
  /** Those that reach the level that is asked for. */
  readonly logins: readonly string[];
  /** Absent where any will do. */
  readonly leastAcr?: AssuranceLevel;
}

/** Ends what the authorization endpoint began; the interaction cookie ties both to one browser. */
@Injectable()
export class LoginService {
  constructor(
    @Inject(OIDC_PROVIDER) private readonly provider: Provider,
    private readonly accounts: Accounts,
    private readonly access: ClientAccess,
  ) {}

  /** @throws oidc-provider's SessionNotFound when the login is unknown or has expired */
  async begun(...exchange: Exchange): Promise<BegunLogin> {
    const { uid, params } = await this.provider.interactionDetails(...exchange);
    const client = await this.provider.Client.find(String(params['client_id']));
    const realm = this.access.realmOf(String(params['client_id']));
    const least = leastAcrOf(params['acr_values']);
    return {
      uid,
      client: client?.clientName ?? 'A client',
      redirectUri: String(params['redirect_uri']),
      realm,
      logins: this.accounts
        .logins(realm)
        .filter((login) => reaches(this.accounts.acrOf(realm, login), least)),
      ...(least && { leastAcr: least }),
    };
  }

  /**
   * Signs a person in who has an account of the client's kind, and grants what the first-party client asked for as far as
   * the roles of the account go.
   * @returns the address to go on to
   * @throws LoginUnknown, LevelTooLow, RoleMissing
   */
  async complete(login: string, ...exchange: Exchange): Promise<string> {
    const { params } = await this.provider.interactionDetails(...exchange);
    const clientId = String(params['client_id']);
    const realm = this.access.realmOf(clientId);
    const acr = this.accounts.acrOf(realm, login);
    const least = leastAcrOf(params['acr_values']);
    if (acr !== undefined && least !== undefined && !reaches(acr, least)) throw new LevelTooLow(least);
    const account = await this.accounts.enter(realm, login);
    if (account === undefined) throw new LoginUnknown(realm);
    const accountId = account.id;
    const grant = new this.provider.Grant({ accountId, clientId });
    const scope = String(params['scope']);
    grant.addOIDCScope(
      scope
        .split(' ')
        .filter((each) => each === 'openid')
        .join(' '),
    );
    // One login may be for several services (RFC 8707 §2.1); each token is for one.
    const resources = [params['resource']].flat().map(String);
    const judged = resources.map((resource) => ({
      resource,
      ...this.judge(account, clientId, resource, scope),
    }));
    if (judged.every(({ granted }) => granted.length === 0)) throw new RoleMissing();
    for (const { resource, granted, refused } of judged) {
      grant.addResourceScope(resource, granted.join(' '));
      if (refused.length > 0) grant.rejectResourceScope(resource, refused.join(' '));
    }
    const result = { login: { accountId, acr: account.acr }, consent: { grantId: await grant.save() } };
    return this.provider.interactionResult(...exchange, result, { mergeWithLastSubmission: false });
  }

  /** A token says which scopes it has (RFC 6749 §3.3); a login that would have none anywhere is refused. */
  private judge(account: Account, clientId: string, resource: string, scope: string) {
    const known = this.access.scopesAt(clientId, resource);
    const asked = scope.split(' ').filter((each) => known.includes(each));
    const service = this.access.serviceAt(resource);
    const held = service && account.scopes?.get(service);
    const granted = account.scopes ? asked.filter((each) => held?.has(each)) : asked;
    return { granted, refused: asked.filter((each) => !granted.includes(each)) };
  }

  /** @returns the address to go on to */
  cancel(...exchange: Exchange): Promise<string> {
    const result = { error: 'access_denied', error_description: 'The login was cancelled.' };
    return this.provider.interactionResult(...exchange, result, { mergeWithLastSubmission: false });
  }
}

const reaches = (acr: AssuranceLevel | undefined, least: AssuranceLevel | undefined): boolean =>
  least === undefined || reachesLevel(acr, least);

/** Any of the values will do (RFC 9470 §4), so the lowest; values that are no levels here are left aside. */
function leastAcrOf(acrValues: unknown): AssuranceLevel | undefined {
  const asked = typeof acrValues === 'string' ? acrValues.split(' ') : [];
  return assuranceLevels.find((level) => asked.includes(level));
}
