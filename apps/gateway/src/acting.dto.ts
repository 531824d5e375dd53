import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Acting, type ActingKind, actingKinds } from './acting.rules.ts';

const pseudonym = { example: 'Qm9jYWNhbWVsbG9kZXJmYXJiZW5ncnVlbmVyd2llc2U' };

/** Who decided, and for whom. */
export class ActingDto {
  @ApiProperty({
    enum: actingKinds,
    description:
      'ONESELF: both are the same person. PARENT: for a minor, as the residents register says. OFFICER: for a company, as the commercial register says',
  })
  readonly as!: ActingKind;

  @ApiProperty({ ...pseudonym, description: 'Pseudonym of the person who acted' })
  readonly by!: string;

  @ApiProperty({ ...pseudonym, description: 'Pseudonym of the person or company for whom' })
  readonly for!: string;

  @ApiPropertyOptional({
    ...pseudonym,
    description: 'Pseudonym of the second officer, who confirmed it, where two represent a company together',
  })
  readonly with?: string;
}

export const toActing = (acting: Acting): ActingDto => ({
  as: acting.as,
  by: acting.by,
  for: acting.for,
  ...(typeof acting.with === 'string' && { with: acting.with }),
});
