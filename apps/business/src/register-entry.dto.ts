import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsRegisterCourt, IsRegisterNumber } from '#libs/identifiers';
import { OptionalName } from '#libs/register-kit';

/** Where a company is entered. The EUID follows from court and number (HGB §9b). */
export class RegisterEntryDto {
  @ApiProperty({ description: 'Code of the register court.', example: 'P2204' })
  @IsRegisterCourt()
  readonly courtCode!: string;
  @OptionalName('Name of the court; known for Lower Saxony.', 200) readonly court?: string | null;
  @ApiProperty({ description: 'Section, number and place mark.', example: 'HRB 204567' })
  @IsRegisterNumber()
  readonly registerNumber!: string;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Code of the court that gave the number, where another keeps the entry now.',
  })
  @IsOptional()
  @IsRegisterCourt()
  readonly formerCourtCode?: string | null;
}
