import type { INestApplicationContext } from '@nestjs/common';
import { AccessTokenVerifier } from '../auth/access-token-verifier.ts';
import type { ReadinessRegistry } from './readiness.ts';

/** A service that takes tokens is ready while it can tell good ones; why not is one sentence that names the setting. */
export function addIssuerCheck(app: INestApplicationContext, readiness: ReadinessRegistry): void {
  const verifier = verifierOf(app);
  if (verifier) readiness.add({ name: 'issuer', check: () => verifier.requireIssuer() });
}

/** The issuer itself takes none. */
function verifierOf(app: INestApplicationContext): AccessTokenVerifier | undefined {
  try {
    return app.get(AccessTokenVerifier, { strict: false });
  } catch {
    return undefined;
  }
}
