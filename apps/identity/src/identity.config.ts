import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsOptional, IsString, IsUrl, Matches } from 'class-validator';
import { DatabaseConfig, HttpConfig, LogConfig, Setting } from '#libs/service-kit';

import type { ServiceName } from './clients-file.ts';

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export class IdentityConfig {
  @Setting('Key of the `citizen` pseudonym domain; the gateway holds the same.', { secret: true })
  @Matches(/^[A-Za-z0-9_-]{43}$/, { message: 'is 32 bytes in base64url' })
  readonly citizenPseudonymKey!: string;

  @Setting('Keys that sign cookies, separated by commas; the first signs, all verify.', { secret: true })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayNotEmpty()
  @Matches(/^.{32,}$/, { each: true, message: 'is a list of keys of at least 32 characters' })
  readonly cookieKeys!: string[];

  @Setting('JSON file of the clients that are known; its form is `ClientsFile`.')
  @IsString()
  readonly clientsFile!: string;

  @Setting('JSON file of the demo citizens; its form is `CitizensFile`.')
  @IsString()
  readonly citizensFile!: string;

  @Setting(
    'JSON file of the demo accounts of staff; its form is `StaffFile`. Without it nobody of an authority can log in.',
  )
  @IsOptional()
  @IsString()
  readonly staffFile?: string;

  @Setting('JSON file of the keys that sign tokens; its form is `SigningKeysFile`.')
  @IsString()
  readonly signingJwksFile!: string;

  @Setting('PUBLIC_URL of the gateway: audience and resource indicator of tokens for it.')
  @IsUrl(plainUrl)
  readonly gatewayUrl!: string;
  @Setting('PUBLIC_URL of the residents register: audience and resource indicator of tokens for it.')
  @IsUrl(plainUrl)
  readonly residentsUrl!: string;
  @Setting('PUBLIC_URL of the vehicles register: audience and resource indicator of tokens for it.')
  @IsUrl(plainUrl)
  readonly vehiclesUrl!: string;
  @Setting('PUBLIC_URL of the companies register: audience and resource indicator of tokens for it.')
  @IsUrl(plainUrl)
  readonly businessUrl!: string;
  @Setting('PUBLIC_URL of the operator service: audience and resource indicator of tokens for it.')
  @IsUrl(plainUrl)
  readonly operatorUrl!: string;
}

/** Base URL by service name. */
export const serviceUrls = (config: IdentityConfig): Readonly<Record<ServiceName, string>> => ({
  gateway: config.gatewayUrl,
  residents: config.residentsUrl,
  vehicles: config.vehiclesUrl,
  business: config.businessUrl,
  operator: config.operatorUrl,
});

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  database: DatabaseConfig,
  identity: IdentityConfig,
};
