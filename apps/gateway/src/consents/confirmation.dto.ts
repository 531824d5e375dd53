import { ApiProperty } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import { NestedObject } from '#libs/service-kit';
import { ActingForDto } from '../representation/index.ts';
import { RequiredText, RequiredTexts } from '../text-member.decorator.ts';
import { CODE, FIELD_PATH } from '../text-patterns.rules.ts';

/** Who looks at what another officer gave, to confirm it. */
export class ConfirmationNoticeDto {
  @ApiProperty({ type: ActingForDto, description: 'Yourself, and the company' })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => ActingForDto)
  readonly actingFor!: ActingForDto;
}

/** What the second of two officers says to a choice of the first one: all that they were shown of it. */
export class ConfirmationDto extends ConfirmationNoticeDto {
  @RequiredText({ pattern: CODE, description: 'Authority of the choice', example: 'gewerbeamt-hannover' })
  readonly authority!: string;

  @RequiredText({ pattern: CODE, description: 'Purpose of the choice', example: 'trade-notice' })
  readonly purpose!: string;

  @RequiredText({
    pattern: CODE,
    description: 'Evidence type of the choice',
    example: 'business.trade-notice.v1',
  })
  readonly evidenceType!: string;

  @RequiredTexts({
    pattern: FIELD_PATH,
    description: 'Fields of the choice, in any order',
    example: 'legalName',
    maxItems: 200,
  })
  readonly fields!: readonly string[];

  @RequiredText({
    pattern: '^[0-9a-f]{64}$',
    description: 'Hash of the text that was shown to you, which is that of the choice',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  readonly noticeSha256!: string;
}
