import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { ReadDigits } from '../parameters/whole-number.decorator.ts';
import { Setting } from './setting.ts';

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export class HttpConfig {
  @Setting('Address to listen on.') @IsString() readonly host: string = '127.0.0.1';

  @Setting('Port to listen on.')
  @ReadDigits()
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port!: number;

  @Setting(
    '`this-machine` vouches that no other machine reaches HOST although it is no loopback address, as in a container whose ports are published on 127.0.0.1; for demonstrations.',
  )
  @IsOptional()
  @IsIn(['this-machine'])
  readonly reachableFrom?: 'this-machine';

  @Setting('Address of the system door, which answers `/metrics` and health; loopback unless given.')
  @IsOptional()
  @IsString()
  readonly systemHost?: string;

  @Setting('Port of the system door; PORT + 1000 unless given.')
  @IsOptional()
  @ReadDigits()
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly systemPort?: number;

  @Setting(
    'Address of the internal door, where other services call, `/internal/*` too; loopback unless given. Elsewhere it takes TLS.',
  )
  @IsOptional()
  @IsString()
  readonly internalHost?: string;

  @Setting('Port of the internal door; PORT + 2000 unless given.')
  @IsOptional()
  @ReadDigits()
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly internalPort?: number;

  @Setting(
    'Base URL under which other services reach the internal door, as their proofs of possession name it; the loopback address with INTERNAL_PORT unless given. No trailing slash.',
  )
  @IsOptional()
  @IsUrl(plainUrl)
  readonly internalUrl?: string;

  @Setting(
    'Who may call at the internal door, by the DNS or URI names in their certificates, separated by commas; nobody unless given. With TLS only.',
  )
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsOptional()
  @IsString({ each: true })
  readonly internalCallers?: string[];

  @Setting(
    'Base URL under which callers reach this service; also the audience of its tokens. No trailing slash.',
  )
  @IsUrl(plainUrl)
  readonly publicUrl!: string;

  @Setting("Base of every problem `type`; this service's own /problems/ pages unless given.")
  @IsOptional()
  @IsUrl(plainUrl)
  readonly problemBaseUrl?: string;

  @Setting(
    'PEM file of the certificate; with TLS_KEY_FILE and TLS_CA_FILE the service speaks TLS 1.2+ and asks callers for a certificate.',
  )
  @IsOptional()
  @IsString()
  readonly tlsCertFile?: string;

  @Setting('PEM file of the private key of TLS_CERT_FILE.')
  @IsOptional()
  @IsString()
  readonly tlsKeyFile?: string;

  @Setting(
    'PEM file of the authority that signs certificates of callers and of other services; issuers are believed by the authorities that Node knows, too.',
  )
  @IsOptional()
  @IsString()
  readonly tlsCaFile?: string;
}
