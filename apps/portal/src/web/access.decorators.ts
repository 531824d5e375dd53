import { SetMetadata } from '@nestjs/common';
import type { Level } from '../sessions/index.ts';

/** Who may open a route. A route that says nothing is closed. */
export type Access = 'everybody' | { readonly level?: Level; readonly isUnattended?: true };

export const ACCESS = 'portal:access';

export const Everybody = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, 'everybody' satisfies Access);

/** Whoever signed in, at least at this level; others are led to the login and back. */
export const SignedIn = (level?: Level): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, (level ? { level } : {}) satisfies Access);

/** As {@link SignedIn}, of what a page asks for by itself: it puts the end of no session off. */
export const Unattended = (): MethodDecorator => SetMetadata(ACCESS, { isUnattended: true } satisfies Access);
