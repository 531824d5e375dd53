import { EffectiveOn, ExpectedVersion, Ground, OptionalName } from '#libs/register-kit';
import { OptionalCountry, RequiredPartialDate } from './resident-members.decorators.ts';

/** Body of the act "record death" (PStV §60). */
export class RecordDeathDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
  @RequiredPartialDate('Date of death (DSMeld 1901).') readonly deathDate!: string;
  @OptionalName('Place of death (1904).', 200) readonly deathPlace?: string | null;
  @OptionalCountry('State of death (1905).') readonly deathCountry?: string | null;
}
