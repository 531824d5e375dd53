import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { OneOf, OptionalDay, RequiredDay } from '#libs/register-kit';
import { type Lock, lockKinds } from './resident-parts.ts';

/** A lock on the resident's data (DSMeld 1801, 1801a, 1802). */
export class LockDto implements Lock {
  @OneOf(
    lockKinds,
    'INFORMATION §51, CONDITIONAL §52, TRANSMISSION §42 and §50(5) BMG; CIVIL_STATUS PStG §63(1), (2).',
  )
  readonly kind!: Lock['kind'];
  @RequiredDay('First day.') readonly since!: string;
  @OptionalDay('Last day; an INFORMATION lock ends two years after its first day (§51(4)).') readonly until?:
    string | null;
  @ApiPropertyOptional({ description: 'DSMeld key 11; §34(5).', default: false })
  @IsOptional()
  @IsBoolean()
  readonly initiatedBySecurityAuthority?: boolean;
}
