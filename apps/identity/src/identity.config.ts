import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsString, IsUrl, Matches } from 'class-validator';

import type { ServiceName } from './clients-file.ts';

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export class IdentityConfig {
  /** Key of the `citizen` pseudonym domain: 32 bytes, base64url. The gateway holds the same. */
  @Matches(/^[A-Za-z0-9_-]{43}$/, { message: 'is 32 bytes in base64url' })
  readonly citizenPseudonymKey!: string;

  /** Keys that sign cookies, separated by commas; the first signs, all verify. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayNotEmpty()
  @Matches(/^.{32,}$/, { each: true, message: 'is a list of keys of at least 32 characters' })
  readonly cookieKeys!: string[];

  /** JSON files; formats: `ClientsFile`, `CitizensFile`, `SigningKeysFile`. */
  @IsString() readonly clientsFile!: string;
  @IsString() readonly citizensFile!: string;
  @IsString() readonly signingJwksFile!: string;

  /** Base URLs of the services tokens are issued for; each is the resource indicator and the audience. */
  @IsUrl(plainUrl) readonly gatewayUrl!: string;
  @IsUrl(plainUrl) readonly residentsUrl!: string;
  @IsUrl(plainUrl) readonly vehiclesUrl!: string;
  @IsUrl(plainUrl) readonly businessUrl!: string;
  @IsUrl(plainUrl) readonly operatorUrl!: string;
}

/** Base URL by service name. */
export const serviceUrls = (config: IdentityConfig): Readonly<Record<ServiceName, string>> => ({
  gateway: config.gatewayUrl,
  residents: config.residentsUrl,
  vehicles: config.vehiclesUrl,
  business: config.businessUrl,
  operator: config.operatorUrl,
});
