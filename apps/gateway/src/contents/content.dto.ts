import { ApiProperty, PickType } from '@nestjs/swagger';
import { IsDefined, IsIn } from 'class-validator';
import { type RegisterName, registerNames } from '#libs/contracts';
import { NestedObject } from '#libs/service-kit';
import type { Identifiers } from '../identifiers.decorator.ts';
import { LookupAnswerDto, LookupSubjectDto } from '../lookups/index.ts';

export class OwnDataRequestDto {
  @ApiProperty({ enum: registerNames })
  @IsIn(registerNames)
  readonly register!: RegisterName;

  @ApiProperty({ type: LookupSubjectDto, description: 'Yourself, or a vehicle of yours' })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => LookupSubjectDto)
  readonly subject!: LookupSubjectDto & Identifiers;
}

/**
 * NO_EVIDENCE looks the same whether the register has nothing, a lock is there, it was not about the person alone, or nobody
 * keeps their record now. What is sealed today is null. Kept nowhere.
 */
export class ContentDto extends PickType(LookupAnswerDto, [
  'lookupId',
  'status',
  'evidenceType',
  'registerAuthority',
  'evidence',
  'provenance',
] as const) {}
