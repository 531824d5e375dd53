import { ApiPropertyOptional } from '@nestjs/swagger';
import { OptionalText } from '../text-member.decorator.ts';

export class ReleaseCallbackRequestDto {
  @OptionalText({
    pattern: '^[a-z][a-z0-9-]{0,63}$',
    description: 'One of `GET /v1/callbacks`; absent: none',
    example: 'hannover-parking',
  })
  readonly callback?: string;
}

export class ReleaseCallbackDto {
  @ApiPropertyOptional({ description: 'Absent: none is told', example: 'hannover-parking' })
  readonly callback?: string;

  @ApiPropertyOptional({ description: 'Client that named it', example: 'parking-hannover' })
  readonly clientId?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  readonly since?: string;
}
