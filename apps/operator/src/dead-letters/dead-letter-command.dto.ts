import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsOptional, IsString, Length, Matches } from 'class-validator';
import { DeadLetterSelectionDto } from './dead-letter-query.dto.ts';

const about = 'Why; stands in the audit log. Name no person.';
const printable = /^(?!\s)[^\p{Cc}\p{Cs}\p{Co}\p{Cn}]+(?<!\s)$/u;
const message = { message: 'must be printable text without blanks at its ends' };

export class RedriveDto {
  @ApiPropertyOptional({ description: about, maxLength: 500 })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @Matches(printable, message)
  readonly reason?: string;
}

export class RedriveManyDto extends DeadLetterSelectionDto {
  @ApiPropertyOptional({ description: about, maxLength: 500 })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @Matches(printable, message)
  readonly reason?: string;
}

export class DiscardDto {
  @ApiProperty({ description: about, minLength: 3, maxLength: 500 })
  @IsDefined({ message: 'is required' })
  @IsString()
  @Length(3, 500)
  @Matches(printable, message)
  readonly reason!: string;
}

export class DiscardManyDto extends DeadLetterSelectionDto {
  @ApiProperty({ description: about, minLength: 3, maxLength: 500 })
  @IsDefined({ message: 'is required' })
  @IsString()
  @Length(3, 500)
  @Matches(printable, message)
  readonly reason!: string;
}
