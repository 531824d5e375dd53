import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsInt,
  IsJSON,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
} from 'class-validator';
import {
  AuthoritiesConfig,
  DatabaseConfig,
  HttpConfig,
  KafkaConfig,
  LogConfig,
  pseudonymKeyForm,
  type readConfig,
  ReadDigits,
  Setting,
  TokenConfig,
  TracingConfig,
  variableOf,
} from '#libs/service-kit';

const { pattern: key, message } = pseudonymKeyForm;

/** Of two that say the same in two ways, one is given. */
const IsOnlyOneOf = (other: keyof RegisterConfig): PropertyDecorator =>
  ValidateBy({
    name: 'isOnlyOneOf',
    validator: {
      validate: (_value: unknown, args?: ValidationArguments) => {
        const { object }: { readonly object?: Partial<RegisterConfig> } = args ?? {};
        return object?.[other] === undefined;
      },
      defaultMessage: () => `is set together with ${variableOf(other)}; leave one of them out`,
    },
  });

/** What every register needs beside HTTP, database, Kafka and tokens. */
export class RegisterConfig {
  @Setting(
    'Where the gateway publishes its keys: `<its internal door>/internal/v1/permit-keys`; required without PERMIT_JWKS.',
  )
  @ValidateIf((config: RegisterConfig) => config.permitJwks === undefined)
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly permitJwksUrl?: string;

  @Setting(
    "JWKS with the gateway's public keys, instead of PERMIT_JWKS_URL. Its file is read again when it changes.",
  )
  @IsOptional()
  @IsJSON()
  @IsOnlyOneOf('permitJwksUrl')
  readonly permitJwks?: string;

  @Setting(
    'Longest time that fetched keys are used, in seconds; a key that the gateway took away is refused after it. 60 unless given.',
  )
  @IsOptional()
  @ReadDigits()
  @IsInt()
  @Min(2)
  @Max(3_600)
  readonly permitKeysMaxAgeS?: number;

  @Setting("Exact `iss` of a permit: the gateway's PUBLIC_URL.")
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly permitIssuer!: string;

  @Setting(
    'Key of the pseudonyms on Kafka, `<version>:<32 random bytes in base64url>`, without a version of version 1; differs per register.',
    { secret: true },
  )
  @Matches(key, { message })
  readonly eventPseudonymKey!: string;

  @Setting(
    'Key of the pseudonyms of persons concerned, with a version as the one on Kafka; shared with gateway and identity.',
    { secret: true },
  )
  @Matches(key, { message })
  readonly citizenPseudonymKey!: string;

  @Setting(
    'Name of the authority that keeps the register for all others (vehicles), or for records that no other one is known for, as evidence shows it.',
  )
  @IsString()
  @IsNotEmpty()
  readonly registerAuthority!: string;

  @Setting(
    'Ids of the authorities whose records this process keeps, separated by commas; all of its register unless given.',
  )
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value,
  )
  @ArrayNotEmpty({ message: 'names at least one authority, or is left out' })
  @ArrayMaxSize(250, { message: 'names at most 250 authorities' })
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { each: true, message: 'is a list of ids, separated by commas' })
  readonly registerAuthorities?: string[];

  @Setting('Full days that published events stay in the outbox; 14 unless given.')
  @IsOptional()
  @ReadDigits()
  @IsInt()
  @Min(1)
  @Max(3_650)
  readonly outboxKeepDays?: number;
}

/** Everything a register reads from its environment, if it needs no more than every register. */
export const registerBlocks = {
  http: HttpConfig,
  log: LogConfig,
  tracing: TracingConfig,
  database: DatabaseConfig,
  kafka: KafkaConfig,
  token: TokenConfig,
  register: RegisterConfig,
  authorities: AuthoritiesConfig,
};

export type RegisterBlocks = Omit<
  ReturnType<typeof readConfig<typeof registerBlocks>>,
  'authorities' | 'tracing'
>;
