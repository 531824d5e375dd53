import { SetMetadata } from '@nestjs/common';
import type { ErrorCode } from '#libs/contracts';

/** Metadata of a route: what it refuses for reasons of its own, beside what its shape already says. */
export const REFUSALS = Symbol('REFUSALS');

/**
 * Names the error codes that a route answers with. On a controller and a handler; both count. What follows from the
 * route's shape is not repeated: the token, the form of parameters and body, faults.
 */
export const Refuses = (...codes: readonly ErrorCode[]): ClassDecorator & MethodDecorator =>
  SetMetadata<symbol, readonly ErrorCode[]>(REFUSALS, codes);
