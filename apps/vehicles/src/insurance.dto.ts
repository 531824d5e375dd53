import { Name, OptionalDay, OptionalText, RequiredDay } from '#libs/register-kit';
import type { Insurance } from './vehicle-parts.ts';

/** Liability insurance (FZV §6(5) no. 3, proof §49, its end §§50, 51). */
export class InsuranceDto implements Insurance {
  @Name('Insurer.', 200) readonly insurerName!: string;
  @OptionalText('Number of the policy.', 50) readonly policyNumber?: string | null;
  @OptionalText('Number of the electronic confirmation.', 50) readonly confirmationNumber?: string | null;
  @RequiredDay('First day insured.') readonly startsOn!: string;
  @OptionalDay('Last day insured.') readonly endedOn?: string | null;
  @OptionalDay('Day on which the insurer reported a lapse.') readonly lapseReportedOn?: string | null;
}
