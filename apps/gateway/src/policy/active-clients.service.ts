import { Injectable } from '@nestjs/common';
import { type AccessClaims, type Scope, scopes } from '#libs/contracts';
import { type CallerStanding, ClientInactive } from '#libs/service-kit';
import { isActive } from './policy.snapshot.ts';
import { PolicyStore } from './policy.store.ts';
import { outOfItsDays } from './standing.rules.ts';

/**
 * Every route for authorities asks the policy, at its revision of this moment. The routes of citizens do not: whoever
 * may ask about them, and through which portal, their own rights hold on (GDPR Art. 7(3), security.md "Consent states").
 */
@Injectable()
export class ActiveClients implements CallerStanding {
  constructor(private readonly policy: PolicyStore) {}

  async check({ clientId, authority, person }: AccessClaims, needed: readonly Scope[]): Promise<void> {
    if (needed.includes(scopes.citizen)) return;
    const policy = await this.policy.upToDate();
    // A person of the authority, at a client that is nobody's system.
    if (needed.includes(scopes.development)) {
      if (person === undefined || !policy.authorities.get(authority ?? '')?.active)
        throw new ClientInactive();
      return;
    }
    if (isActive(policy, clientId, authority)) return;
    throw (authority !== undefined && outOfItsDays(policy, clientId, authority)) || new ClientInactive();
  }
}
