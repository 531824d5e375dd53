import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Min } from 'class-validator';
import { IsEuid } from '#libs/identifiers';
import {
  Name,
  OneOf,
  OptionalDay,
  OptionalName,
  OptionalOneOf,
  OptionalText,
  PersonName,
  RequiredDay,
} from '#libs/register-kit';
import {
  companyStatuses,
  type CompanyStatus,
  type FormerEuid,
  type LimitedPartner,
  type Representative,
  representations,
  type SheetEntry,
  type Source,
  type StatusEvent,
  type Successor,
} from './company-parts.ts';

export class FormerEuidDto implements FormerEuid {
  @ApiProperty({ example: 'DEP2204.HRB201234' }) @IsEuid() readonly euid!: string;
  @OptionalDay('Day on which the following EUID took effect.') readonly until?: string | null;
}

export class SuccessorDto implements Successor {
  @ApiProperty({ example: 'DEP2305.HRB201234' }) @IsEuid() readonly euid!: string;
  @OptionalDay('Day from which the company goes on under it.') readonly since?: string | null;
}

export class RepresentativeDto implements Representative {
  @PersonName('Family name.', 200) readonly familyName!: string;
  @PersonName('Given names.', 200) readonly givenNames!: string;
  @OptionalDay('Date of birth.') readonly birthDate?: string | null;
  @OptionalName('Place of residence.', 200) readonly residencePlace?: string | null;
  @OptionalText('Role.', 100) readonly role?: string | null;
  @OptionalText('How the person may represent.', 500) readonly signingRule?: string | null;
  @OptionalOneOf(
    representations,
    'Whether the person represents the company alone, or with one other officer. Absent where neither is certain.',
  )
  readonly representation?: (typeof representations)[number] | null;
}

export class LimitedPartnerDto implements LimitedPartner {
  @Name('Name.', 300) readonly name!: string;
  @OptionalText('Amount of liability with its currency.', 50) readonly liability?: string | null;
}

export class StatusEventDto implements StatusEvent {
  @OneOf(companyStatuses, 'Status.') readonly status!: CompanyStatus;
  @RequiredDay('Day from which it holds.') readonly on!: string;
}

export class SheetEntryDto implements SheetEntry {
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) readonly sequence!: number;
  @RequiredDay('Day of the entry.') readonly enteredOn!: string;
}

export class SourceDto implements Source {
  @Name('Register or data set.', 200) readonly register!: string;
  @RequiredDay('Day of the report.') readonly reportedOn!: string;
}
