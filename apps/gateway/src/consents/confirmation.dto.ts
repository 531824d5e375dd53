import { ApiProperty } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import { NestedObject } from '#libs/service-kit';
import { ActingForDto } from '../representation/index.ts';
import { RequiredText } from '../text-member.decorator.ts';

/** What the second of two officers says to a choice of the first one. */
export class ConfirmationDto {
  @ApiProperty({ type: ActingForDto, description: 'Yourself, and the company' })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => ActingForDto)
  readonly actingFor!: ActingForDto;

  @RequiredText({
    pattern: '^[0-9a-f]{64}$',
    description: 'Hash of the text that was shown to you, which is that of the choice',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  readonly noticeSha256!: string;
}
