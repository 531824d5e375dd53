import {
  EffectiveOn,
  ExpectedVersion,
  Ground,
  OptionalName,
  OptionalPersonName,
  PersonNameIfGiven,
} from '#libs/register-kit';
import { ClosesCase } from './closes-case.decorator.ts';
import type { HolderNames } from './holder.rules.ts';

/** Body of the act "change holder name": members that are absent stay; `null` ends an optional name. */
export class ChangeHolderNameDto implements HolderNames {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
  @PersonNameIfGiven('Family name.', 200) readonly familyName?: string;
  @PersonNameIfGiven('Given names.', 200) readonly givenNames?: string;
  @OptionalPersonName('Birth name.', 200) readonly birthName?: string | null;
  @OptionalName('Artist name.', 200) readonly artistName?: string | null;
  @ClosesCase() readonly caseId?: string;
}
