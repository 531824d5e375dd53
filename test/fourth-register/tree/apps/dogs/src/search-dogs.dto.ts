import { ApiProperty } from '@nestjs/swagger';
import { IsChip } from '#libs/identifiers';

/** An identifier travels in a body, never in a URL. */
export class SearchDogsDto {
  @ApiProperty({ description: 'Number of the transponder.', example: '276098100000001' })
  @IsChip()
  readonly chip!: string;
}
