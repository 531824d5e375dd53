import { IsInt, IsJSON, Max, Min } from 'class-validator';
import {
  ReadDigits,
  ReadJson,
  readRegisterProcesses,
  type RegisterProcesses,
  Setting,
} from '#libs/service-kit';

/** Where the registers are, and with what they are asked. */
export class RegistersConfig {
  @Setting(
    'Private Ed25519 key as JWK JSON with `kid`, or a JWKS of at most 8: the first one signs permits, and all are published to the registers (docs/keys.md). Its file is read again when it changes.',
    {
      secret: true,
    },
  )
  @IsJSON()
  readonly permitSigningJwk!: string;

  @Setting(
    'Where the processes of each register are reached, and which authorities they serve: `{ "registers": [{ "register", "processes": [{ "url", "systemUrl", "authorities" }] }] }`; one process of a register may leave `authorities` out and serves all others. REGISTERS_FILE names a file that holds it.',
  )
  @ReadJson(readRegisterProcesses)
  readonly registers!: RegisterProcesses;

  @Setting('Longest time a register may take for an answer, waiting included, in ms.')
  @ReadDigits()
  @IsInt()
  @Min(50)
  @Max(20_000)
  readonly registerTimeoutMs: number = 2_000;
}
