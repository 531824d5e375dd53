import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class CallbackDto {
  @ApiPropertyOptional({
    description: 'Where submissions and decisions are told; absent: nowhere',
    example: 'https://fachverfahren.example/einmal',
  })
  readonly url?: string;

  @ApiProperty({ description: 'Whether there is a secret that signs: before, nothing is sent' })
  readonly isSigned!: boolean;

  @ApiProperty({ description: 'In a row' })
  readonly failures!: number;

  @ApiPropertyOptional({ description: 'Why nothing is sent any more, until a new secret is made' })
  readonly disabledBecause?: string;
}

export class CallbackSecretDto {
  @ApiProperty({ description: 'Shown once (Standard Webhooks 1.0)', example: 'whsec_…' })
  readonly secret!: string;
}
