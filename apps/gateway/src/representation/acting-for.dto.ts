import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { IsDefined } from 'class-validator';
import { NestedObject } from '#libs/service-kit';
import { Given, RequiredText } from '../text-member.decorator.ts';
import { IDENTIFIER_INPUT, PARTIAL_DATE } from '../text-patterns.rules.ts';

export class ActingPersonDto {
  @RequiredText({
    pattern: IDENTIFIER_INPUT,
    description: 'Identification number',
    example: '01234567812',
    code: 'identifier-malformed',
  })
  readonly idnr!: string;

  @RequiredText({
    pattern: PARTIAL_DATE,
    description: 'Birth date, as the register has it',
    example: '1985-04-12',
  })
  readonly birthDate!: string;
}

export class ActingCompanyDto {
  @RequiredText({
    pattern: IDENTIFIER_INPUT,
    description: 'European unique identifier',
    example: 'DEP2305.HRB12345',
    code: 'identifier-malformed',
  })
  readonly euid!: string;
}

/** For whom somebody acts. The register is asked each time whether they may. */
export class ActingForDto {
  @RequiredText({
    pattern: '^(PARENT|OFFICER)$',
    description: 'PARENT: of a minor, in `for`. OFFICER: of a company, in `company`',
    example: 'PARENT',
  })
  readonly as!: 'PARENT' | 'OFFICER';

  @ApiProperty({ type: ActingPersonDto, description: 'Yourself' })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => ActingPersonDto)
  readonly by!: ActingPersonDto;

  @ApiPropertyOptional({ type: ActingPersonDto, description: 'The child' })
  @Given()
  @NestedObject(() => ActingPersonDto)
  readonly for?: ActingPersonDto;

  @ApiPropertyOptional({ type: ActingCompanyDto, description: 'The company' })
  @Given()
  @NestedObject(() => ActingCompanyDto)
  readonly company?: ActingCompanyDto;
}

/** Optional member `actingFor` of a body. */
export const OptionalActingFor = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: ActingForDto,
      description:
        'For whom you act, if not for yourself; takes a login of level high. Subjects are theirs then',
    }),
    Given(),
    NestedObject(() => ActingForDto),
  );
