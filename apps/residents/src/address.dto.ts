import { OneOf, OptionalDay, RequiredDay } from '#libs/register-kit';
import { PostalAddressDto } from './postal-address.dto.ts';
import { type Address, type ResidenceType, residenceTypes } from './resident-parts.ts';

/** An address of a resident, current or former. */
export class AddressDto extends PostalAddressDto implements Address {
  @OneOf(residenceTypes, 'Kind of residence, BMG §21 (DSMeld 1213).') readonly residenceType!: ResidenceType;
  @OptionalDay('Day of the last change of the kind of residence (DSMeld 1301a).')
  readonly residenceTypeSince?: string | null;
  @RequiredDay('Day of moving in (DSMeld 1301).') readonly movedInOn!: string;
  @OptionalDay('Day of moving out (DSMeld 1306); absent while current.') readonly movedOutOn?: string | null;
}
