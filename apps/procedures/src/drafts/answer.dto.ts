import { freeText, ID, RequiredText } from '../text-member.decorators.ts';

/** As long as the longest text of a form may be. */
const LONGEST = 4_000;
/** As many fields as a form may have. */
export const MOST_ANSWERS = 200;

export class AnswerDto {
  @RequiredText({ pattern: ID, description: 'Field of the form', example: 'reason' })
  readonly field!: string;

  @RequiredText({
    ...freeText(0, LONGEST),
    description: 'As typed; yes and no as `true` and `false`, days as `YYYY-MM-DD`',
    example: 'Umzug in die Lange Straße',
  })
  readonly value!: string;
}
