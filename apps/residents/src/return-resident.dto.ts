import { EffectiveOn, ExpectedVersion, Ground, OptionalPart, Part } from '#libs/register-kit';
import { FormerHomeDto } from './former-home.dto.ts';
import { PostalAddressDto } from './postal-address.dto.ts';

/** Body of the act "return": the person lives in this municipality again, in a sole home. */
export class ReturnResidentDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;

  @Part(() => PostalAddressDto, 'The new address.') readonly address!: PostalAddressDto;
  @OptionalPart(() => FormerHomeDto, 'Main home of before; absent for whoever comes from abroad.')
  readonly formerHome?: FormerHomeDto | null;
}
