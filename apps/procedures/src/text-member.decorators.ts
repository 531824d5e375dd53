import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, Matches, ValidateIf } from 'class-validator';
import type { ErrorCode } from '#libs/contracts';

interface TextMember {
  /** Whole-string pattern, read with the `u` flag. */
  readonly pattern: string;
  readonly description: string;
  readonly example: string;
  /** What a value that does not fit is refused with. */
  readonly code?: ErrorCode;
  readonly message?: string;
}

const member = (
  { pattern, description, example, code, message = `must be text of the form ${pattern}` }: TextMember,
  required: boolean,
): PropertyDecorator =>
  applyDecorators(
    Matches(new RegExp(pattern, 'u'), { message, ...(code && { context: { code } }) }),
    ApiProperty({ type: 'string', pattern, description, example, required }),
  );

export const RequiredText = (text: TextMember): PropertyDecorator =>
  applyDecorators(IsDefined({ message: 'is required' }), member(text, true));

/** Validate only where the member was sent; a null counts as sent. */
export const Given = (): PropertyDecorator => ValidateIf((_: unknown, value: unknown) => value !== undefined);

export const OptionalText = (text: TextMember): PropertyDecorator =>
  applyDecorators(Given(), member(text, false));

/** Without control characters but line breaks, halves of surrogate pairs, and marks that turn the writing direction. */
const typed = '[^\\p{Cc}\\p{Cs}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]|\\n';

/** What a person typed. */
export const freeText = (
  least: number,
  longest: number,
): Pick<TextMember, 'pattern' | 'code' | 'message'> => ({
  pattern: `^(?:${typed}){${least},${longest}}$`,
  code: 'characters-unsuitable',
  message: `must be text of ${least} to ${longest} characters, without control characters and marks of writing direction`,
});

/** Id of a form, an authority or a field. */
export const ID = '^[A-Za-z][A-Za-z0-9._\\-]{0,99}$';
