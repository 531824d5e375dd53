import { IsJSON, IsNotEmpty, IsOptional, IsString, IsUrl } from 'class-validator';

/** Who this service is where it is itself a client of another: CLIENT_ID, CLIENT_JWK, TOKEN_URL. */
export class ClientConfig {
  @IsString() @IsNotEmpty() readonly clientId!: string;
  /** Private key that signs this client's assertions (RFC 7523), as a JWK. */
  @IsJSON() readonly clientJwk!: string;
  /** Where the issuer gives tokens; default: `<ISSUER_URL>/token`. */
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly tokenUrl?: string;
}
