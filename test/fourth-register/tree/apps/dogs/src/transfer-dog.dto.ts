import { EffectiveOn, ExpectedVersion, Ground, Part } from '#libs/register-kit';
import { OwnerDto } from './owner.dto.ts';

/** Body of the act "transfer". */
export class TransferDogDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
  @Part(() => OwnerDto, 'New owner.') readonly owner!: OwnerDto;
}
