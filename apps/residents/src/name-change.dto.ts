import { OptionalName, OptionalText, RequiredDay } from '#libs/register-kit';
import type { NameChange } from './resident-parts.ts';

/** The legal act behind a change of names (DSMeld 0205/0206, 0304/0305). */
export class NameChangeDto implements NameChange {
  @RequiredDay('Day from which the names hold.') readonly effectiveDate!: string;
  @OptionalName('Authority.', 200) readonly authority?: string | null;
  @OptionalText('File reference of that authority.', 100) readonly fileReference?: string | null;
}
