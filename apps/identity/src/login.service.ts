import { Inject, Injectable } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AssuranceLevel, assuranceLevels, reachesLevel } from '#libs/contracts';
import type { Provider } from 'oidc-provider';

import { type Account, Accounts } from './accounts.ts';
import { ClientAccess } from './client-access.rules.ts';
import { OIDC_PROVIDER } from './injection-tokens.ts';
import { LoginRefused } from './login.errors.ts';
import type { LoginPage, OfferedPerson, OfferedWay } from './login-page.ts';
import { pageLanguage } from './page-language.ts';

type Exchange = readonly [IncomingMessage, ServerResponse];
type Params = Readonly<Record<string, unknown>>;

/** What the login page shows of a login that was begun at the authorization endpoint. */
export interface BegunLogin extends LoginPage {
  readonly redirectUri: string;
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
      language: pageLanguage(params['ui_locales'], exchange[0].headers['accept-language']),
      client: client?.clientName ?? String(params['client_id']),
      redirectUri: String(params['redirect_uri']),
      realm,
      people: this.accounts.people(realm).map((person) => this.judgedPerson(person, params)),
      ...(least && { leastAcr: least }),
    };
  }

  private judgedPerson(person: OfferedPerson, params: Params): OfferedPerson {
    return { ...person, ways: person.ways.map((way) => ({ ...way, unfit: this.unfitOf(way, params) })) };
  }

  private unfitOf({ login, acr }: OfferedWay, params: Params): OfferedWay['unfit'] {
    if (!reaches(acr, leastAcrOf(params['acr_values']))) return 'level';
    const isStaff = this.access.realmOf(String(params['client_id'])) === 'staff';
    const member = isStaff ? this.accounts.member(login) : undefined;
    return member && !hasScope(this.judge(member, params)) ? 'role' : undefined;
  }

  /**
   * Signs a person in who has an account of the client's kind, and grants what the first-party client asked for as far as
   * the roles of the account go.
   * @returns the address to go on to
   * @throws LoginRefused
   */
  async complete(login: string, ...exchange: Exchange): Promise<string> {
    const { params } = await this.provider.interactionDetails(...exchange);
    const clientId = String(params['client_id']);
    const realm = this.access.realmOf(clientId);
    const acr = this.accounts.acrOf(realm, login);
    if (acr !== undefined && !reaches(acr, leastAcrOf(params['acr_values']))) throw new LoginRefused('level');
    const account = await this.accounts.enter(realm, login);
    if (account === undefined) throw new LoginRefused('unknown');
    const judged = this.judge(account, params);
    if (!hasScope(judged)) throw new LoginRefused('role');
    const accountId = account.id;
    const grant = new this.provider.Grant({ accountId, clientId });
    grant.addOIDCScope(
      scopesOf(params)
        .filter((each) => each === 'openid')
        .join(' '),
    );
    for (const { resource, granted, refused } of judged) {
      grant.addResourceScope(resource, granted.join(' '));
      if (refused.length > 0) grant.rejectResourceScope(resource, refused.join(' '));
    }
    const result = { login: { accountId, acr: account.acr }, consent: { grantId: await grant.save() } };
    return this.provider.interactionResult(...exchange, result, { mergeWithLastSubmission: false });
  }

  /**
   * What the roles of an account allow of what was asked for. One login may be for several services (RFC 8707 §2.1); each
   * token is for one, and says which scopes it has (RFC 6749 §3.3).
   */
  private judge(account: Account, params: Params) {
    return [params['resource']].flat().map((each) => {
      const resource = String(each);
      const known = this.access.scopesAt(String(params['client_id']), resource);
      const asked = scopesOf(params).filter((scope) => known.includes(scope));
      const service = this.access.serviceAt(resource);
      const held = service && account.scopes?.get(service);
      const granted = account.scopes ? asked.filter((scope) => held?.has(scope)) : asked;
      return { resource, granted, refused: asked.filter((scope) => !granted.includes(scope)) };
    });
  }

  /** @returns the address to go on to */
  cancel(...exchange: Exchange): Promise<string> {
    const result = { error: 'access_denied', error_description: 'The login was cancelled.' };
    return this.provider.interactionResult(...exchange, result, { mergeWithLastSubmission: false });
  }
}

const scopesOf = (params: Params): readonly string[] => String(params['scope']).split(' ');

/** A login that would have no scope anywhere is refused. */
const hasScope = (judged: readonly { readonly granted: readonly string[] }[]): boolean =>
  judged.some(({ granted }) => granted.length > 0);

const reaches = (acr: AssuranceLevel, least: AssuranceLevel | undefined): boolean =>
  least === undefined || reachesLevel(acr, least);

/** Any of the values will do (RFC 9470 §4), so the lowest; values that are no levels here are left aside. */
function leastAcrOf(acrValues: unknown): AssuranceLevel | undefined {
  const asked = typeof acrValues === 'string' ? acrValues.split(' ') : [];
  return assuranceLevels.find((level) => asked.includes(level));
}
