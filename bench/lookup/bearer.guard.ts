import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
// oxlint-disable-next-line no-restricted-imports -- this is what others write
import { createRemoteJWKSet, jwtVerify } from 'jose';

/** As long as the services believe a token that they verified. */
const BELIEVED_MS = 60_000;

/** The check of tokens that a NestJS developer writes first, with the services' policy of remembering. */
export class BearerGuard implements CanActivate {
  private readonly keys;
  private readonly known = new Map<string, number>();

  constructor(
    private readonly issuer: string,
    private readonly audience: string,
  ) {
    this.keys = createRemoteJWKSet(new URL(`${issuer}/jwks`), { cacheMaxAge: BELIEVED_MS });
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const { url, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (url.startsWith('/health/')) return true;
    const [, token = ''] = (headers.authorization ?? '').split(' ');
    return (this.known.get(token) ?? 0) > Date.now() || this.verify(token);
  }

  private async verify(token: string): Promise<true> {
    try {
      const { issuer, audience } = this;
      const { payload } = await jwtVerify(token, this.keys, { issuer, audience, typ: 'at+jwt' });
      this.known.set(token, Math.min(Number(payload.exp) * 1_000, Date.now() + BELIEVED_MS));
      return true;
    } catch {
      throw new UnauthorizedException();
    }
  }
}
