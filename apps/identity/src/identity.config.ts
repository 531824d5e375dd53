import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsOptional, IsString, Matches } from 'class-validator';
import {
  AuthoritiesConfig,
  DatabaseConfig,
  HttpConfig,
  LogConfig,
  membersOf,
  pseudonymKeyForm,
  ReadJson,
  readUrl,
  Setting,
  TracingConfig,
} from '#libs/service-kit';

import { type ServiceName, serviceNames } from './clients-file.ts';

export class IdentityConfig {
  @Setting(
    'Key of the `citizen` pseudonym domain, `<version>:<32 random bytes in base64url>`, without a version of version 1; the gateway holds the same.',
    { secret: true },
  )
  @Matches(pseudonymKeyForm.pattern, { message: pseudonymKeyForm.message })
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
    'JSON file with the numbers and locks of which the stand-in of the federal office knows; its form is `NumbersFile`.',
  )
  @IsString()
  readonly numbersFile!: string;

  @Setting(
    'JSON file of the demo accounts of staff; its form is `StaffFile`. Without it nobody of an authority can log in.',
  )
  @IsOptional()
  @IsString()
  readonly staffFile?: string;

  @Setting('JSON file of the keys that sign tokens; its form is `SigningKeysFile`.')
  @IsString()
  readonly signingJwksFile!: string;

  @Setting(
    'Makes the nonces of DPoP proofs; every proof for a token then needs one (RFC 9449 §8). Without it none is asked for.',
    { secret: true },
  )
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{43}$/, { message: 'is 32 bytes in base64url' })
  readonly dpopNonceSecret?: string;

  @Setting(
    'PUBLIC_URL of every service that takes tokens, as JSON by its name: audience and resource indicator of tokens for it. A list where several keep a register.',
  )
  @ReadJson(readServiceUrls)
  readonly serviceUrls!: ServiceUrls;
}

type ServiceUrls = Readonly<Record<ServiceName, readonly string[]>>;

function readServiceUrls(content: unknown): ServiceUrls {
  const urls = membersOf('the whole', content, serviceNames);
  const read = (name: ServiceName): readonly string[] => {
    const given = urls[name];
    return Array.isArray(given) ? given.map((url) => readUrl(name, url)) : [readUrl(name, given)];
  };
  return Object.fromEntries(serviceNames.map((name) => [name, read(name)])) as unknown as ServiceUrls;
}

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  tracing: TracingConfig,
  database: DatabaseConfig,
  identity: IdentityConfig,
  authorities: AuthoritiesConfig,
};
