import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { IsEuid, IsLei, IsWidnr } from '#libs/identifiers';

/**
 * One of the three; the first given counts. An identifier travels in a body, never in a URL. Never by a natural person:
 * HRV §52 forbids it.
 */
export class SearchCompaniesDto {
  @ApiPropertyOptional({ description: 'EUID, the current one.', example: 'DEP2204.HRB204567' })
  @ValidateIf((body: SearchCompaniesDto) => body.euid !== undefined || (body.widnr ?? body.lei) === undefined)
  @IsEuid()
  readonly euid?: string;

  @ApiPropertyOptional({ description: 'W-IdNr.', example: 'DE136695976-00001' })
  @ValidateIf((body: SearchCompaniesDto) => body.widnr !== undefined)
  @IsWidnr()
  readonly widnr?: string;

  @ApiPropertyOptional({ description: 'LEI.', example: '213800KUD8LAJWSQ9D15' })
  @ValidateIf((body: SearchCompaniesDto) => body.lei !== undefined)
  @IsLei()
  readonly lei?: string;
}
