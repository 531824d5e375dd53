import { EffectiveOn, ExpectedVersion, Ground, OptionalPart, Part } from '#libs/register-kit';
import { BusinessAddressDto } from './business-address.dto.ts';
import { RegisterEntryDto } from './register-entry.dto.ts';
import { SeatDto } from './seat.dto.ts';

/** Body of the act "move seat": the new seat, and court and number there. */
export class MoveSeatDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
  @Part(() => SeatDto, 'The new seat.') readonly seat!: SeatDto;
  @Part(() => RegisterEntryDto, 'Entry at the court of the new seat; the same one where the court stays.')
  readonly register!: RegisterEntryDto;
  @OptionalPart(() => BusinessAddressDto, 'New business address; absent where it stays.')
  readonly businessAddress?: BusinessAddressDto | null;
}
