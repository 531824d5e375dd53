export { AccessModule, type AccessOptions } from './access.module.ts';
export { requirePerson } from './access-token-claims.ts';
export { AccessTokenVerifier } from './access-token-verifier.ts';
export type { AccessRequest } from './access-request.ts';
export * from './access.errors.ts';
export {
  Caller,
  callerOf,
  DecidesStanding,
  LeastAcr,
  OrScope,
  Proof,
  Public,
  Scopes,
  WithoutIdnr,
} from './access.decorator.ts';
export type { CallerStanding } from './caller-standing.ts';
export { ClientConfig } from './client.config.ts';
export {
  ClientCredentials,
  type ClientCredentialsOptions,
  TokenUnavailable,
} from './client-credentials.client.ts';
export { authMigration } from './dpop-replay.migration.ts';
export { isForThisMachine, isLoopbackHost, type Listening } from './loopback.ts';
export { peerThumbprint } from './peer-certificate.ts';
export { suspend } from './suspensions.ts';
export { suspensionMigration } from './suspensions.migration.ts';
export { requireSafeBinding, TokenConfig, type TokenBinding } from './token.config.ts';
export {
  keepProofs,
  type ProofClaim,
  proofKey,
  spendProofsSql,
  toClaimParameters,
} from './dpop-replay-store.ts';
export { UnspentProof } from './unspent-proof.ts';
