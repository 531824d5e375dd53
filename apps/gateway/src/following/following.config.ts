import { IsInt, Max, Min } from 'class-validator';
import { ReadDigits, Setting } from '#libs/service-kit';

export class FollowingConfig {
  @Setting(
    'How long an event waits in a feed, in days; a subscriber that was away for longer must look its files up.',
  )
  @ReadDigits()
  @IsInt()
  @Min(1)
  @Max(366)
  readonly feedRetentionDays: number = 30;
}
