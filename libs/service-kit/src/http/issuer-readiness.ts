import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { AccessTokenVerifier } from '../auth/access-token-verifier.ts';
import type { ReadinessRegistry } from './readiness.ts';

/** A service that takes tokens is ready while it can tell good ones; why not is one sentence that names the setting. */
export function addIssuerCheck(app: INestApplicationContext, readiness: ReadinessRegistry): void {
  const verifier = verifierOf(app);
  if (verifier) readiness.add({ name: 'issuer', check: () => verifier.requireIssuer() });
}

/** The issuer itself takes none. Looked for by hand, since Nest writes an error into the log when it finds none. */
function verifierOf(app: INestApplicationContext): AccessTokenVerifier | undefined {
  const modules = [...app.get(ModulesContainer).values()];
  const found = modules.find(({ providers }) => providers.has(AccessTokenVerifier));
  return found?.providers.get(AccessTokenVerifier)?.instance as AccessTokenVerifier | undefined;
}
