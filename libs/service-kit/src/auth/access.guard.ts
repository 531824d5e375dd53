import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { AccessClaims, Scope } from '#libs/contracts';

import { AccessTokenVerifier } from './access-token-verifier.ts';
import {
  IssuerKeysUnavailable,
  ScopeMissing,
  TokenBindingMissing,
  TokenInvalid,
  TokenMissing,
} from './access.errors.ts';
import { rememberCaller } from './access.decorator.ts';
import { challengeFor } from './challenge.ts';
import { RouteAccess } from './route-access.ts';

/** Default deny for every HTTP route and message handler. Answers without a promise when the token is known. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger('Access');

  constructor(
    private readonly verifier: AccessTokenVerifier,
    private readonly rules: RouteAccess,
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
      if (!(claims instanceof Promise)) return admit(claims, rule.scopes, request);
      return claims.then((verified) => admit(verified, rule.scopes, request)).catch(refuse);
    } catch (error) {
      return refuse(error);
    }
  }

  /** Logs why, without token or person, and tells the caller only what RFC 6750 §3 asks for. */
  private refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): never {
    const seen = { traceId: request.id, route: request.routeOptions.url };
    if (error instanceof TokenInvalid || error instanceof TokenBindingMissing) {
      this.logger.warn({ msg: 'token refused', reason: error.reason, ...seen });
    }
    if (error instanceof IssuerKeysUnavailable)
      this.logger.error({ msg: 'no issuer keys', err: error.cause, ...seen });
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
}

function admit(claims: AccessClaims, scopes: readonly Scope[], request: FastifyRequest): true {
  for (const scope of scopes) {
    if (!claims.scopes.has(scope)) throw new ScopeMissing(scope);
  }
  rememberCaller(request, claims);
  return true;
}
