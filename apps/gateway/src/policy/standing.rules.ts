import { hasBegun, hasEnded } from '#libs/authorities';
import { AuthorityEnded, AuthorityNotBegun } from './policy.errors.ts';
import { actingFor, type PolicySnapshot } from './policy.snapshot.ts';

/**
 * Why a token of a client of the policy is refused that names an authority after its last day, so that it needs one that names
 * the successor, or before its first. Nothing where that is not the reason.
 */
export function outOfItsDays(
  policy: PolicySnapshot,
  clientId: string,
  authority: string,
): AuthorityEnded | AuthorityNotBegun | undefined {
  const client = policy.clients.get(clientId);
  const { from, until } = policy.authorities.get(authority) ?? {};
  if (client?.active !== true) return undefined;
  if (from !== undefined && !hasBegun({ from }, policy.day)) return new AuthorityNotBegun(from);
  return hasEnded({ until }, policy.day) && client.authority === actingFor(policy, authority)
    ? new AuthorityEnded(policy.successors.get(authority))
    : undefined;
}
