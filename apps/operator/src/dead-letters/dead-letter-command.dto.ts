import { OptionalText, RequiredText } from '../text-member.decorators.ts';
import { DeadLetterSelectionDto } from './dead-letter-query.dto.ts';

const description = 'Why; stands in the audit log. Name no person.';

export class RedriveDto {
  @OptionalText({ description, maxLength: 500 })
  readonly reason?: string;
}

export class RedriveManyDto extends DeadLetterSelectionDto {
  @OptionalText({ description, maxLength: 500 })
  readonly reason?: string;
}

export class DiscardDto {
  @RequiredText({ description, minLength: 3, maxLength: 500 })
  readonly reason!: string;
}

export class DiscardManyDto extends DeadLetterSelectionDto {
  @RequiredText({ description, minLength: 3, maxLength: 500 })
  readonly reason!: string;
}
