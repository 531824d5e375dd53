import {
  OptionalOneOf,
  OptionalPart,
  OptionalPartialDate,
  OptionalPersonName,
  PersonName,
} from '#libs/register-kit';
import { PostalAddressDto } from './postal-address.dto.ts';
import { type Gender, genders, type RelatedPerson } from './resident-parts.ts';

/** Spouse, child or legal representative. */
export class RelatedPersonDto implements RelatedPerson {
  @PersonName('Family name.', 200) readonly familyName!: string;
  @OptionalPersonName('Birth name.', 200) readonly birthName?: string | null;
  @PersonName('Given names.', 200) readonly givenNames!: string;
  @OptionalPartialDate('Date of birth.') readonly birthDate?: string | null;
  @OptionalOneOf(genders, 'Gender; x = no entry.') readonly gender?: Gender | null;
  @OptionalPart(() => PostalAddressDto, 'Address.') readonly address?: PostalAddressDto | null;
  @OptionalPartialDate('Date of death.') readonly deathDate?: string | null;
  @OptionalOneOf(['INFORMATION', 'CONDITIONAL'], 'Lock of that person, BMG §51 or §52.')
  readonly lock?: 'INFORMATION' | 'CONDITIONAL' | null;
}
