import { Inject, Injectable } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';

import { Citizens } from './citizens.ts';
import { OIDC_PROVIDER } from './injection-tokens.ts';
import { LoginUnknown } from './login.errors.ts';

type Exchange = readonly [IncomingMessage, ServerResponse];

/** What the login page shows of a login that was begun at the authorization endpoint. */
export interface BegunLogin {
  readonly uid: string;
  readonly client: string;
  readonly redirectUri: string;
  readonly logins: readonly string[];
}

/** Ends what the authorization endpoint began; the interaction cookie ties both to one browser. */
@Injectable()
export class LoginService {
  constructor(
    @Inject(OIDC_PROVIDER) private readonly provider: Provider,
    private readonly citizens: Citizens,
  ) {}

  /** @throws oidc-provider's SessionNotFound when the login is unknown or has expired */
  async begun(...exchange: Exchange): Promise<BegunLogin> {
    const { uid, params } = await this.provider.interactionDetails(...exchange);
    const client = await this.provider.Client.find(String(params['client_id']));
    const { logins } = this.citizens;
    return {
      uid,
      client: client?.clientName ?? 'A client',
      redirectUri: String(params['redirect_uri']),
      logins,
    };
  }

  /**
   * Signs the citizen in and grants what the first-party client asked for.
   * @returns the address to go on to
   * @throws LoginUnknown
   */
  async complete(login: string, ...exchange: Exchange): Promise<string> {
    const citizen = this.citizens.find(login);
    if (citizen === undefined) throw new LoginUnknown();
    const { pseudonym: accountId, acr } = citizen;
    const { params } = await this.provider.interactionDetails(...exchange);
    const grant = new this.provider.Grant({ accountId, clientId: String(params['client_id']) });
    const scope = String(params['scope']);
    grant.addOIDCScope(scope);
    grant.addResourceScope(String(params['resource']), scope);
    const result = { login: { accountId, acr }, consent: { grantId: await grant.save() } };
    return this.provider.interactionResult(...exchange, result, { mergeWithLastSubmission: false });
  }

  /** @returns the address to go on to */
  cancel(...exchange: Exchange): Promise<string> {
    const result = { error: 'access_denied', error_description: 'The login was cancelled.' };
    return this.provider.interactionResult(...exchange, result, { mergeWithLastSubmission: false });
  }
}
