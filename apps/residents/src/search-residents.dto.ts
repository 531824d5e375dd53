import { ApiProperty } from '@nestjs/swagger';
import { IsIdnr } from '#libs/identifiers';

/** An identifier travels in a body, never in a URL: URLs end up in logs. */
export class SearchResidentsDto {
  @ApiProperty({ description: 'Identification number.', example: '02476291358' })
  @IsIdnr({ testNumbers: true })
  readonly idnr!: string;
}
