import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsOptional, IsString, Length, Matches } from 'class-validator';

interface TextMember {
  readonly description: string;
  readonly example?: string;
  readonly minLength?: number;
  readonly maxLength: number;
}

const printable = /^(?!\s)[^\p{Cc}\p{Cs}\p{Co}\p{Cn}]+(?<!\s)$/u;

const text = ({ minLength = 1, maxLength }: TextMember): PropertyDecorator =>
  applyDecorators(
    IsString(),
    Length(minLength, maxLength),
    Matches(printable, { message: 'must be printable text without blanks at its ends' }),
  );

export const OptionalText = (member: TextMember): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ ...member }), IsOptional(), text(member));

export const RequiredText = (member: TextMember): PropertyDecorator =>
  applyDecorators(ApiProperty({ ...member }), IsDefined({ message: 'is required' }), text(member));
