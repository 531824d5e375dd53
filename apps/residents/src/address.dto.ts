import { ApiProperty } from '@nestjs/swagger';
import { IsAgsIn } from '#libs/identifiers';
import { OneOf, OptionalPartialDate } from '#libs/register-kit';
import { AddressPartsDto } from './postal-address.dto.ts';
import { RequiredPartialDate } from './resident-members.decorators.ts';
import { type Address, type ResidenceType, residenceTypes } from './resident-parts.ts';

/** An address of a resident, current or former. */
export class AddressDto extends AddressPartsDto implements Address {
  @ApiProperty({
    description:
      'Municipality key (AGS): of a current home the key of today, of a former one the key of its time.',
    example: '03241001',
  })
  @IsAgsIn<AddressDto>(({ movedInOn, movedOutOn }) =>
    movedOutOn ? { from: movedInOn, until: movedOutOn } : {},
  )
  readonly ags!: string;
  @OneOf(residenceTypes, 'Kind of residence, BMG §21 (DSMeld 1213).') readonly residenceType!: ResidenceType;
  @OptionalPartialDate('Day of the last change of the kind of residence (DSMeld 1301a).')
  readonly residenceTypeSince?: string | null;
  @RequiredPartialDate('Day of moving in (DSMeld 1301).') readonly movedInOn!: string;
  @OptionalPartialDate('Day of moving out (DSMeld 1306); absent while current.')
  readonly movedOutOn?: string | null;
}
