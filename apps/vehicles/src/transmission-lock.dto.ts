import { OneOf, OptionalDay, RequiredDay } from '#libs/register-kit';
import type { TransmissionLock } from './vehicle-parts.ts';

/** Transmission lock (StVG §41). */
export class TransmissionLockDto implements TransmissionLock {
  @OneOf(['PUBLIC_INTEREST', 'APPLICATION'], 'Ground of the lock.')
  readonly ground!: TransmissionLock['ground'];
  @RequiredDay('First day.') readonly since!: string;
  @OptionalDay('Last day; absent while unlimited. On APPLICATION at least two years after the first.')
  readonly until?: string | null;
}
