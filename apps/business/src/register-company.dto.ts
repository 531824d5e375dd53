import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, Matches } from 'class-validator';
import { IsLei, IsWidnr } from '#libs/identifiers';
import {
  EffectiveOn,
  Ground,
  Name,
  OneOf,
  OptionalDay,
  OptionalListOf,
  OptionalName,
  OptionalPart,
  OptionalText,
  Part,
} from '#libs/register-kit';
import { BusinessAddressDto } from './business-address.dto.ts';
import { LIST_LIMIT, OptionalNames } from './company-members.decorators.ts';
import {
  FormerEuidDto,
  LimitedPartnerDto,
  RepresentativeDto,
  SheetEntryDto,
  SourceDto,
  StatusEventDto,
  SuccessorDto,
} from './company-parts.dto.ts';
import { companyStatuses, type CompanyStatus } from './company-parts.ts';
import { RegisterEntryDto } from './register-entry.dto.ts';
import { SeatDto } from './seat.dto.ts';

/** Body of the act "register", and one line of an import. */
export class RegisterCompanyDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;

  @Part(() => RegisterEntryDto, 'Entry in the register; the EUID follows from it.')
  readonly register!: RegisterEntryDto;
  @OptionalListOf(() => FormerEuidDto, LIST_LIMIT, 'Former EUIDs.') readonly formerEuids?:
    readonly FormerEuidDto[] | null;
  @OptionalPart(() => SuccessorDto, 'EUID under which the company goes on.')
  readonly successor?: SuccessorDto | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'W-IdNr.', example: 'DE136695976-00001' })
  @IsOptional()
  @IsWidnr()
  readonly widnr?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'LEI.', example: '213800KUD8LAJWSQ9D15' })
  @IsOptional()
  @IsLei()
  readonly lei?: string | null;

  @Name('Name in the register.', 1000, 'Beispiel GmbH') readonly legalName!: string;
  @OptionalNames('Previous names.', 1000) readonly previousNames?: readonly string[] | null;
  @OptionalName('Name in administration.', 1000) readonly administrativeName?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'FIM key of the legal form.',
    example: '350',
  })
  @IsOptional()
  @Matches(/^\d{3}$/, { message: 'must be a key of the FIM list of legal forms, three digits' })
  readonly legalForm?: string | null;
  @Part(() => SeatDto, 'Seat.') readonly seat!: SeatDto;
  @OptionalPart(() => BusinessAddressDto, 'Business address.')
  readonly businessAddress?: BusinessAddressDto | null;
  @OptionalPart(() => BusinessAddressDto, 'Address for administration.')
  readonly administrativeAddress?: BusinessAddressDto | null;
  @OptionalText('Main activity: WZ code.', 10) readonly mainActivity?: string | null;

  @OptionalText('Number at the accident insurance.', 20) readonly accidentInsuranceNumber?: string | null;
  @ApiPropertyOptional({ type: [String], description: 'Establishment numbers, eight digits.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIST_LIMIT)
  @Matches(/^\d{8}$/, { each: true, message: 'each entry must have eight digits' })
  readonly establishmentNumbers?: readonly string[] | null;

  @OptionalText('Rule of representation.', 1000) readonly representationRule?: string | null;
  @OptionalListOf(() => RepresentativeDto, LIST_LIMIT, 'Officers.') readonly officers?:
    readonly RepresentativeDto[] | null;
  @OptionalListOf(() => RepresentativeDto, LIST_LIMIT, 'Holders of procuration.')
  readonly proxies?: readonly RepresentativeDto[] | null;
  @OptionalText('Purpose.', 4000) readonly purpose?: string | null;
  @OptionalText('Capital with its currency.', 50) readonly capital?: string | null;
  @OptionalDay('Date of the articles.') readonly articlesDate?: string | null;
  @OptionalListOf(() => LimitedPartnerDto, LIST_LIMIT, 'Limited partners.')
  readonly limitedPartners?: readonly LimitedPartnerDto[] | null;

  @OneOf(companyStatuses, 'Status.') readonly status!: CompanyStatus;
  @OptionalListOf(() => StatusEventDto, LIST_LIMIT, 'Changes of status.')
  readonly statusEvents?: readonly StatusEventDto[] | null;
  @OptionalListOf(() => SheetEntryDto, LIST_LIMIT, 'Entries on the register sheet.')
  readonly entries?: readonly SheetEntryDto[] | null;
  @OptionalDay('Day on which the company ended.') readonly endedOn?: string | null;
  @OptionalPart(() => SourceDto, 'Where the values come from.') readonly source?: SourceDto | null;
}
