import { IsJSON, IsNotEmpty, IsString } from 'class-validator';

/** Who this service is where it is itself a client of another: CLIENT_ID, CLIENT_JWK. */
export class ClientConfig {
  @IsString() @IsNotEmpty() readonly clientId!: string;
  /** Private key that signs this client's assertions (RFC 7523), as a JWK. */
  @IsJSON() readonly clientJwk!: string;
}
