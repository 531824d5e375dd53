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
import { type AccessRule, rememberCaller } from './access.decorator.ts';
import { CALLER_STANDING, type CallerStanding } from './caller-standing.ts';
import { challengeFor } from './challenge.ts';
import { adviceFor } from './refusal-advice.ts';
import { RouteAccess } from './route-access.ts';

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
    const refuse = (error: unknown): never => this.refuse(error, request, http.getResponse<FastifyReply>());
    try {
      const claims = this.verifier.verify(request.raw);
      if (!(claims instanceof Promise)) return this.admit(claims, rule, request);
      return claims.then((verified) => this.admit(verified, rule, request)).catch(refuse);
    } catch (error) {
      return refuse(error);
    }
  }

  /** Logs why, without token or person, and tells the caller only what RFC 6750 §3 asks for. */
  private refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): never {
    const seen = { traceId: request.id, route: request.routeOptions.url };
    if (error instanceof TokenInvalid || error instanceof TokenBindingMissing) {
      const { reason } = error;
      this.logger.warn({ msg: 'token refused', reason, ...adviceFor(reason), ...seen });
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
    throw error;
  }

  private admit(
    claims: AccessClaims,
    rule: Exclude<AccessRule, 'public'>,
    request: FastifyRequest,
  ): true | Promise<true> {
    for (const scope of rule.scopes) {
      if (!claims.scopes.has(scope)) throw new ScopeMissing(scope);
    }
    if (rule.leastAcr !== undefined && !reachesLevel(claims.acr, rule.leastAcr))
      throw new AssuranceTooLow(rule.leastAcr);
    if (claims.withoutIdnr === true && rule.needsIdnr === true) throw new IdnrMissing();
    rememberCaller(request, claims);
    if (this.standing === undefined || rule.decidesStanding === true) return true;
    return this.standing.check(claims, rule.scopes).then(() => true);
  }
}
