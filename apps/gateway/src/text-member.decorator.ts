import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  Matches,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import type { ErrorCode } from '#libs/contracts';
import { IsDay, IsInstant } from '#libs/identifiers';

export interface TextMember {
  /** Whole-string pattern, read with the `u` flag. */
  readonly pattern: string;
  readonly description: string;
  readonly example: string;
  /** What a value that does not fit is refused with. */
  readonly code?: ErrorCode;
}

const absent = 'is required';

/**
 * A text member: validation and API description from one pattern, so that they cannot drift apart. A null is not an
 * absent member.
 */
export const RequiredText = (member: TextMember): PropertyDecorator =>
  applyDecorators(IsDefined({ message: absent }), matches(member), described(member, true));

export const OptionalText = (member: TextMember): PropertyDecorator =>
  applyDecorators(Given(), matches(member), described(member, false));

type TimeMember = Pick<TextMember, 'description' | 'example'>;

export const OptionalInstant = (member: TimeMember): PropertyDecorator =>
  applyDecorators(Given(), IsInstant(), timed('date-time', member, false));

/** A day of the calendar, `YYYY-MM-DD`. */
export const RequiredDay = (member: TimeMember): PropertyDecorator =>
  applyDecorators(IsDefined({ message: absent }), IsDay(), timed('date', member, true));

const timed = (format: string, member: TimeMember, required: boolean): PropertyDecorator =>
  ApiProperty({ type: String, format, ...member, required });

/** A member of an earlier contract, refused with what became of it. */
export const Renamed = (detail: string): PropertyDecorator =>
  ValidateBy(
    { name: 'renamed', validator: { validate: (value) => value === undefined } },
    { message: detail, context: { code: 'member-unknown' } },
  );

type TextsMember = TextMember & { readonly maxItems: number };

/** An optional list of distinct texts. */
export const OptionalTexts = (member: TextsMember): PropertyDecorator =>
  applyDecorators(Given(), texts(member, false));

export const RequiredTexts = (member: TextsMember): PropertyDecorator =>
  applyDecorators(IsDefined({ message: absent }), texts(member, true));

const texts = (member: TextsMember, required: boolean): PropertyDecorator =>
  applyDecorators(
    IsArray({ message: 'must be a list' }),
    ArrayNotEmpty({ message: 'must not be empty; leave it out instead' }),
    ArrayMaxSize(member.maxItems, { message: `must not have more than ${member.maxItems} entries` }),
    ArrayUnique({ message: 'must not name anything twice' }),
    matches(member, true),
    ApiProperty({
      type: 'array',
      description: member.description,
      required,
      minItems: 1,
      maxItems: member.maxItems,
      uniqueItems: true,
      items: { type: 'string', pattern: member.pattern },
      example: [member.example],
    }),
  );

/** Validate only where the member was sent; unlike IsOptional, a null counts as sent. */
export const Given = (): PropertyDecorator => ValidateIf((_: unknown, value: unknown) => value !== undefined);

const matches = ({ pattern, code }: TextMember, each = false): PropertyDecorator =>
  Matches(new RegExp(pattern, 'u'), {
    each,
    message: `must be text of the form ${pattern}`,
    ...(code && { context: { code } }),
  });

const described = ({ pattern, description, example }: TextMember, required: boolean): PropertyDecorator =>
  ApiProperty({ type: 'string', pattern, description, example, required });
