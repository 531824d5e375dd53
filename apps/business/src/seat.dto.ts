import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAgs } from '#libs/identifiers';
import { Name } from '#libs/register-kit';
import type { Seat } from './company-parts.ts';

export class SeatDto implements Seat {
  @Name('Place of the seat.', 100, 'Göttingen') readonly place!: string;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Municipality key (AGS).' })
  @IsOptional()
  @IsAgs()
  readonly ags?: string | null;
}
