import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsIn, IsOptional, IsUrl, Matches } from 'class-validator';
import { Setting } from '../config/setting.ts';

import { StartRefused } from '../errors/program.ts';
import { isForThisMachine, type Listening } from './loopback.ts';

export const tokenBindings = ['required', 'loopback-optional'] as const;
export type TokenBinding = (typeof tokenBindings)[number];

/** Names of what binds a token (IANA, "JWT Confirmation Methods"): left aside, it would make a bound token an unbound one. */
const NO_METHOD = /^(?!(?:jwk|jwe|kid|jku|jkt|osc|x5t#S256)$)[A-Za-z0-9_#-]{1,64}$/;

/** Whose access tokens are accepted: ISSUER_URL, JWKS_URL, TOKEN_BINDING, IGNORED_CONFIRMATIONS. */
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

  @Setting(
    'Members of `cnf` that the issuer writes beside the confirmation and that confirm nothing, separated by commas: `kc-jkt-type` for Keycloak. A token with another one is refused.',
  )
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayNotEmpty()
  @Matches(NO_METHOD, {
    each: true,
    message: 'is a list of names, none of which is a method of confirmation',
  })
  readonly ignoredConfirmations?: readonly string[];
}

/** @throws StartRefused when unbound tokens would be accepted from other machines: a stolen one would work there. */
export function requireSafeBinding(config: Pick<TokenConfig, 'tokenBinding'>, http: Listening): void {
  if (config.tokenBinding !== 'loopback-optional' || isForThisMachine(http)) return;
  throw new StartRefused(
    'TOKEN_BINDING=loopback-optional is allowed only while HOST is a loopback address; set TOKEN_BINDING=required or HOST=127.0.0.1.',
  );
}
