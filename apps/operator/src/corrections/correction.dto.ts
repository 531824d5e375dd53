import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsIn, IsOptional, Matches, ValidateBy } from 'class-validator';
import {
  MOST_OPERATIONS,
  namedTransforms,
  operations,
  type PatchOperation,
  type PatchValue,
  type Transform,
  transformKinds,
  type TransformName,
} from '#libs/corrections';
import { NestedList, NestedObject, RequestInvalid } from '#libs/service-kit';
import { RequiredText } from '../text-member.decorators.ts';

const LONGEST_VALUE = 200;
const MOST_ENTRIES = 100;

const isSingle = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' &&
    value.length <= LONGEST_VALUE &&
    value.isWellFormed() &&
    !value.includes('\0'));

const IsPatchValue = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPatchValue',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) ? value.length <= MOST_ENTRIES && value.every(isSingle) : isSingle(value),
      defaultMessage: () =>
        `must be text of at most ${LONGEST_VALUE} characters, a number, true or false, null, or a list of at most ${MOST_ENTRIES} of these`,
    },
  });

export class PatchOperationDto implements PatchOperation {
  @ApiProperty({ enum: operations, description: 'Of RFC 6902; move and copy are not possible here' })
  @IsIn(operations)
  readonly op!: (typeof operations)[number];

  @ApiProperty({
    description: 'JSON Pointer (RFC 6901) into the event',
    example: '/data/effectiveOn',
    maxLength: 200,
  })
  @Matches(/^\/[ -~]{0,199}$/, { message: 'is a JSON Pointer (RFC 6901) of at most 200 characters' })
  readonly path!: string;

  @ApiPropertyOptional({
    description: 'Of all but remove: a single value, or a list of single values. Name no person.',
    anyOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] } },
    ],
    nullable: true,
  })
  @IsOptional()
  @IsPatchValue()
  readonly value?: PatchValue;
}

export class TransformDto {
  @ApiProperty({ enum: transformKinds })
  @IsIn(transformKinds)
  readonly kind!: Transform['kind'];

  @ApiPropertyOptional({
    type: [PatchOperationDto],
    description: 'For kind json-patch',
    maxItems: MOST_OPERATIONS,
  })
  @IsOptional()
  @NestedList(() => PatchOperationDto, MOST_OPERATIONS)
  readonly patch?: PatchOperationDto[];

  @ApiPropertyOptional({ enum: namedTransforms, description: 'For kind function' })
  @IsOptional()
  @IsIn(namedTransforms)
  readonly name?: TransformName;
}

/** Ask for a correction. Nothing happens before a dry run and the approval of another operator. */
export class CorrectionDraftDto {
  @ApiProperty({ type: TransformDto })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => TransformDto)
  readonly transform!: TransformDto;

  @RequiredText({
    description: 'Why; stands in the audit log. Name no person.',
    minLength: 10,
    maxLength: 500,
  })
  readonly reason!: string;

  @ApiProperty({ description: 'Where the matter is recorded', example: 'OPS-17' })
  @IsDefined({ message: 'is required' })
  @Matches(/^[A-Za-z0-9][A-Za-z0-9./_-]{0,63}$/, { message: 'is the name of a ticket' })
  readonly ticket!: string;
}

export class CorrectionApprovalDto {
  @ApiProperty({ description: 'dryRun.hash of what you looked at: you approve this and nothing else.' })
  @IsDefined({ message: 'is required' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'is the hash of the dry run' })
  readonly hash!: string;
}

/** @throws RequestInvalid where the members are not those of the kind */
export function transformOf({ kind, patch, name }: TransformDto): Transform {
  if (kind === 'json-patch' && patch && name === undefined)
    return {
      kind,
      patch: patch.map(({ op, path, value }) => ({ op, path, ...(value !== undefined && { value }) })),
    };
  if (kind === 'function' && name !== undefined && !patch) return { kind, name };
  const needed = kind === 'function' ? 'name' : 'patch';
  const detail = `is what a transform of kind ${kind} needs, and nothing else`;
  throw RequestInvalid.at(`/transform/${needed}`, detail);
}
