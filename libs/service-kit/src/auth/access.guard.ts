import {
  Inject,
  Injectable,
  Logger,
  Optional,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type AccessClaims, reachesLevel } from '#libs/contracts';

import { beforeRefusal } from '../errors/before-refusal.ts';
import { tellSecurityEvent } from '../logging/index.ts';
import { AccessTokenVerifier } from './access-token-verifier.ts';
import {
  AssuranceTooLow,
  IdnrMissing,
  IssuerKeysUnavailable,
  ScopeMissing,
  TokenBindingMissing,
  TokenInvalid,
  TokenMissing,
} from './access.errors.ts';
import { type AccessRule, rememberCaller, rememberProof } from './access.decorator.ts';
import { CALLER_STANDING, type CallerStanding } from './caller-standing.ts';
import { challengeFor } from './challenge.ts';
import { adviceFor } from './refusal-advice.ts';
import type { ProofClaim } from './dpop-replay-store.ts';
import { RouteAccess } from './route-access.ts';
import { UnspentProof } from './unspent-proof.ts';

/** Default deny for every HTTP route and message handler. Answers without a promise when the token is known. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger('Access');

  constructor(
    private readonly verifier: AccessTokenVerifier,
    private readonly rules: RouteAccess,
    @Optional() @Inject(CALLER_STANDING) private readonly standing?: CallerStanding,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.rules.of(context.getClass(), context.getHandler());
    if (rule === 'public') return true;
    if (rule === undefined || context.getType() !== 'http') return false;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const refused = <T>(error: T): T => this.refused(error, request, http.getResponse<FastifyReply>());
    const later = (claim: ProofClaim): void => {
      const proof = new UnspentProof(claim, (own) => this.verifier.spend(own), refused);
      rememberProof(request, proof);
      beforeRefusal(request, () => proof.spend());
    };
    try {
      const claims = this.verifier.verify(request.raw, rule.spendsProof === true ? later : undefined);
      if (!(claims instanceof Promise)) return this.admit(claims, rule, request);
      return claims
        .then((verified) => this.admit(verified, rule, request))
        .catch((error: unknown) => {
          throw refused(error);
        });
    } catch (error) {
      throw refused(error);
    }
  }

  /** Logs why, without token or person, and tells the caller only what RFC 6750 §3 asks for. */
  private refused<T>(error: T, request: FastifyRequest, reply: FastifyReply): T {
    const seen = { traceId: request.id, route: request.routeOptions.url };
    if (error instanceof TokenInvalid || error instanceof TokenBindingMissing) {
      const { reason } = error;
      tellSecurityEvent('token-refused', { msg: 'token refused', reason, ...adviceFor(reason), ...seen });
    }
    if (error instanceof IssuerKeysUnavailable)
      this.logger.error({
        msg: 'no issuer keys',
        reason: error.cause.message,
        err: error.cause.cause,
        ...seen,
      });
    if (
      error instanceof TokenMissing ||
      error instanceof TokenInvalid ||
      error instanceof TokenBindingMissing ||
      error instanceof ScopeMissing
    ) {
      reply.header('www-authenticate', challengeFor(error));
    }
    return error;
  }

  private admit(
    claims: AccessClaims,
    rule: Exclude<AccessRule, 'public'>,
    request: FastifyRequest,
  ): true | Promise<true> {
    rememberCaller(request, claims);
    const missing = rule.scopes.find((scope) => !claims.scopes.has(scope));
    const instead = missing === undefined ? undefined : rule.orScope;
    if (missing !== undefined && (instead === undefined || !claims.scopes.has(instead)))
      throw new ScopeMissing(missing);
    if (rule.leastAcr !== undefined && !reachesLevel(claims.acr, rule.leastAcr))
      throw new AssuranceTooLow(rule.leastAcr);
    if (claims.withoutIdnr === true && rule.needsIdnr === true) throw new IdnrMissing();
    if (this.standing === undefined || rule.decidesStanding === true) return true;
    return this.standing.check(claims, instead === undefined ? rule.scopes : [instead]).then(() => true);
  }
}
