import {
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';

import type { AccessClaims, AssuranceLevel, Scope } from '#libs/contracts';
import type { UnspentProof } from './unspent-proof.ts';

/** Metadata of a route: the scope it needs, or `public`. */
export const ACCESS_RULE = Symbol('ACCESS_RULE');

export type AccessRule =
  | {
      readonly scopes: readonly Scope[];
      /** Whoever holds this one instead is admitted as well. */
      readonly orScope?: Scope;
      readonly decidesStanding?: boolean;
      /** Whether its handler takes the proof, to spend it with its decision. */
      readonly spendsProof?: boolean;
      /** Absent where the login's level is none of the route's business. */
      readonly leastAcr?: AssuranceLevel;
      /** Whether it is about the citizen who asks, whom only an identification number names. */
      readonly needsIdnr?: boolean;
    }
  | 'public';

/** Metadata of a route that asks for the caller's standing itself. */
export const DECIDES_STANDING = Symbol('DECIDES_STANDING');

/** Metadata of a route of citizens: the level of assurance that it takes. */
export const LEAST_ACR = Symbol('LEAST_ACR');

/** Only callers whose token carries all of these scopes. On a controller or a handler; the handler's wins. */
export const Scopes = (...scopes: readonly [Scope, ...Scope[]]): ClassDecorator & MethodDecorator =>
  SetMetadata<symbol, AccessRule>(ACCESS_RULE, { scopes });

/** Metadata of a route: another scope that is enough for it. */
export const OR_SCOPE = Symbol('OR_SCOPE');

/** Also callers whose token carries this scope and none of the others: people, where {@link Scopes} is for machines. */
export const OrScope = (scope: Scope): ClassDecorator & MethodDecorator => SetMetadata(OR_SCOPE, scope);

/** Anybody, without a token: for what is published, or authenticated by other means (a signed permit). */
export const Public = (): CustomDecorator<symbol> => SetMetadata<symbol, AccessRule>(ACCESS_RULE, 'public');

/**
 * The caller's standing is judged where the request is decided, in the same statement: for a path that must not ask
 * twice. Every other route is asked by the guard.
 */
export const DecidesStanding = (): CustomDecorator<symbol> => SetMetadata(DECIDES_STANDING, true);

/**
 * The level that a citizen's login must reach here (eIDAS Art. 8(2)); `substantial` where a route of citizens says nothing.
 * `any` where the handler judges the level itself, or where none may hinder, as with a withdrawal (GDPR Art. 7(3)).
 */
export const LeastAcr = (least: AssuranceLevel | 'any'): CustomDecorator<symbol> =>
  SetMetadata(LEAST_ACR, least);

/** Metadata of a route of citizens that is about nobody. */
export const WITHOUT_IDNR = Symbol('WITHOUT_IDNR');

/** Citizens for whom no identification number was told may ask here, too: the answer is the same for everybody. */
export const WithoutIdnr = (): CustomDecorator<symbol> => SetMetadata(WITHOUT_IDNR, true);

const CALLER = Symbol('CALLER');

interface CallerSlot {
  [CALLER]?: AccessClaims;
}

export const rememberCaller = (request: object, claims: AccessClaims): void => {
  (request as CallerSlot)[CALLER] = claims;
};

/** Claims of the token of whoever asks, whether or not they were admitted; absent where no good token was shown. */
export const callerOf = (request: object): AccessClaims | undefined => (request as CallerSlot)[CALLER];

/** Claims of the caller's verified token ({@link AccessClaims}); a fault on a `@Public()` route, which has none. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): AccessClaims => {
  const caller = callerOf(context.switchToHttp().getRequest<object>());
  if (caller === undefined) throw new Error('@Caller() stands on a route without @Scopes().');
  return caller;
});

/** Metadata of a route that spends the caller's proof itself. */
export const SPENDS_PROOF = Symbol('SPENDS_PROOF');

const PROOF = Symbol('PROOF');

interface ProofSlot {
  [PROOF]?: UnspentProof;
}

export const rememberProof = (request: object, proof: UnspentProof): void => {
  (request as ProofSlot)[PROOF] = proof;
};

/**
 * The DPoP proof of the request, absent where its token needs none. Whoever takes it spends it, by the statement of the
 * decision; where it comes to no decision, the filter of errors does. On every other route the guard does.
 */
export const Proof = createParamDecorator(
  (_: unknown, context: ExecutionContext): UnspentProof | undefined =>
    context.switchToHttp().getRequest<ProofSlot>()[PROOF],
  [
    (controller, method): void =>
      Reflect.defineMetadata(SPENDS_PROOF, true, (controller as Record<PropertyKey, object>)[method!]!),
  ],
);
