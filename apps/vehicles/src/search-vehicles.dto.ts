import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { IsPlate, IsVehicleNumber } from '#libs/identifiers';

/** Exactly one of both. An identifier travels in a body, never in a URL: URLs end up in logs. */
export class SearchVehiclesDto {
  @ApiPropertyOptional({ description: 'Plate, canonical, without its season.', example: 'H-EX 1234' })
  @ValidateIf((body: SearchVehiclesDto) => body.vin === undefined || body.plate !== undefined)
  @IsPlate()
  readonly plate?: string;

  @ApiPropertyOptional({ description: 'Vehicle identification number.', example: 'WVWZZZEMZRA000001' })
  @ValidateIf((body: SearchVehiclesDto) => body.vin !== undefined)
  @IsVehicleNumber()
  readonly vin?: string;
}
