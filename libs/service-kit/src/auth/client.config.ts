import { IsJSON, IsNotEmpty, IsOptional, IsString, IsUrl } from 'class-validator';
import { Setting } from '../config/setting.ts';

/** Who this service is where it is itself a client of another: CLIENT_ID, CLIENT_JWK, TOKEN_URL, TOKEN_CALL_URL. */
export class ClientConfig {
  @Setting('The client id of this service at the issuer.')
  @IsString()
  @IsNotEmpty()
  readonly clientId!: string;

  @Setting("Private key that signs this client's assertions (RFC 7523), as a JWK.", { secret: true })
  @IsJSON()
  readonly clientJwk!: string;

  @Setting(
    'Where the issuer gives tokens, as it calls that itself, which proofs of possession name; `<ISSUER_URL>/token` unless given.',
  )
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly tokenUrl?: string;

  @Setting('The address at which TOKEN_URL is reached, where that is another one; TOKEN_URL unless given.')
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly tokenCallUrl?: string;
}
