import { IsIn, IsOptional, IsUrl } from 'class-validator';
import { Setting } from '../config/setting.ts';

import { isForThisMachine, type Listening } from './loopback.ts';

export const tokenBindings = ['required', 'loopback-optional'] as const;
export type TokenBinding = (typeof tokenBindings)[number];

/** Whose access tokens are accepted: ISSUER_URL, JWKS_URL, TOKEN_BINDING. */
export class TokenConfig {
  @Setting('Exact `iss` of every token; no trailing-slash tolerance.')
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly issuerUrl!: string;

  @Setting('Where the issuer publishes its keys; `<ISSUER_URL>/jwks` unless given.')
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly jwksUrl?: string;

  @Setting(
    '`loopback-optional` also takes tokens without proof of possession, for a service that only this machine reaches.',
  )
  @IsIn(tokenBindings)
  readonly tokenBinding: TokenBinding = 'required';
}

/** @throws a plain Error when unbound tokens would be accepted from other machines: a stolen one would work there. */
export function requireSafeBinding(config: Pick<TokenConfig, 'tokenBinding'>, http: Listening): void {
  if (config.tokenBinding !== 'loopback-optional' || isForThisMachine(http)) return;
  throw new Error(
    'TOKEN_BINDING=loopback-optional is allowed only while HOST is a loopback address; set TOKEN_BINDING=required or HOST=127.0.0.1.',
  );
}
