import { EffectiveOn, ExpectedVersion, Ground, Part } from '#libs/register-kit';
import { PostalAddressDto } from './postal-address.dto.ts';

/** Body of the act "move": the main or sole home changes on the effective day. */
export class MoveResidentDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;

  @Part(() => PostalAddressDto, 'The new address.') readonly address!: PostalAddressDto;
}
