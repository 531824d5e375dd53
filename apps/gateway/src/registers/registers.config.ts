import { IsInt, IsJSON, IsUrl, Max, Min } from 'class-validator';
import { ReadDigits } from '#libs/service-kit';

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Where the registers are, and with what they are asked. */
export class RegistersConfig {
  /** Private Ed25519 key as JWK JSON with `kid`; the registers pin its public half. */
  @IsJSON() readonly permitSigningJwk!: string;
  @IsUrl(plainUrl) readonly residentsUrl!: string;
  @IsUrl(plainUrl) readonly vehiclesUrl!: string;
  @IsUrl(plainUrl) readonly businessUrl!: string;
  /** Longest time a register may take for an answer, waiting included. */
  @ReadDigits() @IsInt() @Min(50) @Max(20_000) readonly registerTimeoutMs: number = 2_000;
}
