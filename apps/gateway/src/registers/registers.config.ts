import { IsInt, IsJSON, IsUrl, Max, Min } from 'class-validator';
import { ReadDigits, Setting } from '#libs/service-kit';

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Where the registers are, and with what they are asked. */
export class RegistersConfig {
  @Setting(
    'Private Ed25519 key as JWK JSON with `kid`; signs permits, and the registers pin its public half.',
    {
      secret: true,
    },
  )
  @IsJSON()
  readonly permitSigningJwk!: string;

  @Setting('Where the residents register is reached.') @IsUrl(plainUrl) readonly residentsUrl!: string;
  @Setting('Where the vehicles register is reached.') @IsUrl(plainUrl) readonly vehiclesUrl!: string;
  @Setting('Where the companies register is reached.') @IsUrl(plainUrl) readonly businessUrl!: string;

  @Setting('Longest time a register may take for an answer, waiting included, in ms.')
  @ReadDigits()
  @IsInt()
  @Min(50)
  @Max(20_000)
  readonly registerTimeoutMs: number = 2_000;
}
