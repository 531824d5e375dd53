import { SetMetadata } from '@nestjs/common';
import type { Level } from '../sessions/index.ts';

/** Who may open a route. A route that says nothing is closed. */
export type Access = 'everybody' | { readonly level?: Level };

export const ACCESS = 'portal:access';

export const Everybody = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, 'everybody' satisfies Access);

/** Whoever signed in, at least at this level; others are led to the login and back. */
export const SignedIn = (level?: Level): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, (level ? { level } : {}) satisfies Access);
