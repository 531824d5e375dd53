import { IsInt, Max, Min } from 'class-validator';
import { ReadDigits } from '#libs/service-kit';

export class FollowingConfig {
  /** How long an event waits in a feed; a subscriber that was away for longer must look its files up. */
  @ReadDigits() @IsInt() @Min(1) @Max(366) readonly feedRetentionDays: number = 30;
}
