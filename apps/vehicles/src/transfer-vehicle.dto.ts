import { EffectiveOn, ExpectedVersion, Ground, OptionalPart, Part } from '#libs/register-kit';
import { HolderDto } from './holder.dto.ts';
import { InsuranceDto } from './insurance.dto.ts';

/** Body of the act "transfer": the vehicle gets a new holder on the effective day and keeps its plate. */
export class TransferVehicleDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
  @Part(() => HolderDto, 'The new holder.') readonly holder!: HolderDto;
  @OptionalPart(() => InsuranceDto, 'Insurance of the new holder; the former one ends.')
  readonly insurance?: InsuranceDto | null;
}
