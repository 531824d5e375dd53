import {
  EffectiveOn,
  ExpectedVersion,
  Ground,
  OptionalName,
  OptionalPersonName,
  OptionalText,
  PersonNameIfGiven,
} from '#libs/register-kit';
import type { NewNames } from './resident.rules.ts';

/** Body of the act "change name": members that are absent stay; `null` ends an optional name. */
export class ChangeNameDto implements NewNames {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;

  @PersonNameIfGiven('Family name.', 200) readonly familyName?: string;
  @OptionalPersonName('Married name.', 200) readonly marriedName?: string | null;
  @OptionalPersonName('Partnership name.', 200) readonly partnershipName?: string | null;

  @PersonNameIfGiven('All given names, separated by blanks.', 200) readonly givenNames?: string;
  @OptionalPersonName('Call name: one of the given names.', 200) readonly callName?: string | null;
  @OptionalName('Authority behind the legal act.', 200) readonly authority?: string | null;
  @OptionalText('File reference of that authority.', 100) readonly fileReference?: string | null;
}
