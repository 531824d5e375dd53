import {
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';

import type { AccessClaims, Scope } from '#libs/contracts';

/** Metadata of a route: the scope it needs, or `public`. */
export const ACCESS_RULE = Symbol('ACCESS_RULE');

export type AccessRule = { readonly scopes: readonly Scope[]; readonly decidesStanding?: boolean } | 'public';

/** Metadata of a route that asks for the caller's standing itself. */
export const DECIDES_STANDING = Symbol('DECIDES_STANDING');

/** Only callers whose token carries all of these scopes. On a controller or a handler; the handler's wins. */
export const Scopes = (...scopes: readonly [Scope, ...Scope[]]): ClassDecorator & MethodDecorator =>
  SetMetadata<symbol, AccessRule>(ACCESS_RULE, { scopes });

/** Anybody, without a token: for what is published, or authenticated by other means (a signed permit). */
export const Public = (): CustomDecorator<symbol> => SetMetadata<symbol, AccessRule>(ACCESS_RULE, 'public');

/**
 * The caller's standing is judged where the request is decided, in the same statement: for a path that must not ask
 * twice. Every other route is asked by the guard.
 */
export const DecidesStanding = (): CustomDecorator<symbol> => SetMetadata(DECIDES_STANDING, true);

const CALLER = Symbol('CALLER');

interface CallerSlot {
  [CALLER]?: AccessClaims;
}

export const rememberCaller = (request: object, claims: AccessClaims): void => {
  (request as CallerSlot)[CALLER] = claims;
};

/** Claims of the caller's verified token ({@link AccessClaims}); a fault on a `@Public()` route, which has none. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): AccessClaims => {
  const caller = context.switchToHttp().getRequest<CallerSlot>()[CALLER];
  if (caller === undefined) throw new Error('@Caller() stands on a route without @Scopes().');
  return caller;
});
