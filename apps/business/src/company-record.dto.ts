import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { RegisterCompanyDto } from './register-company.dto.ts';
import { companyStatuses, type RegisterEntry } from './company-parts.ts';
import { registerSections, type RegisterSection } from '#libs/identifiers';

export class RegisterEntryViewDto implements RegisterEntry {
  @ApiProperty({ example: 'P2204' }) readonly courtCode!: string;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'Amtsgericht Göttingen' })
  readonly court?: string | null;
  @ApiProperty({ enum: registerSections }) readonly section!: RegisterSection;
  @ApiProperty({ type: 'integer', example: 204567 }) readonly number!: number;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly placeMark?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) readonly formerCourtCode?: string | null;
}

/** A company as officers see the record. */
export class CompanyRecordDto extends OmitType(RegisterCompanyDto, [
  'ground',
  'effectiveOn',
  'register',
  'status',
]) {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ example: 1 }) readonly version!: number;
  @ApiProperty({ format: 'date', description: 'The latest day from which one of its acts holds.' })
  readonly effectiveOn!: string;
  @ApiProperty({ format: 'date-time', description: 'When the latest act was recorded.' })
  readonly recordedAt!: string;
  @ApiProperty({ description: 'EUID at registration.' }) readonly firstEuid!: string;
  @ApiProperty({ description: 'Current EUID.', example: 'DEP2204.HRB204567' }) readonly euid!: string;
  @ApiProperty({ type: RegisterEntryViewDto }) readonly register!: RegisterEntry;
  @ApiProperty({ enum: companyStatuses }) readonly status!: string;
}
