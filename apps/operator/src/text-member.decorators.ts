import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsOptional } from 'class-validator';
import { IsWritten } from '#libs/identifiers';

interface TextMember {
  readonly description: string;
  readonly example?: string;
  readonly minLength?: number;
  readonly maxLength: number;
}

const text = ({ minLength = 1, maxLength }: TextMember): PropertyDecorator =>
  IsWritten('TEXT', { minLength, maxLength });

export const OptionalText = (member: TextMember): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ ...member }), IsOptional(), text(member));

export const RequiredText = (member: TextMember): PropertyDecorator =>
  applyDecorators(ApiProperty({ ...member }), IsDefined({ message: 'is required' }), text(member));
