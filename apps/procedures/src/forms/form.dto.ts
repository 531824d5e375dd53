import { ApiProperty } from '@nestjs/swagger';
import type { Localised } from './form.catalogue.ts';

export class LocalisedDto implements Localised {
  @ApiProperty({ example: 'Bewohnerparkausweis' })
  readonly de!: string;

  @ApiProperty({ example: 'Resident parking permit' })
  readonly en!: string;
}

export class FormDto {
  @ApiProperty({ example: 'resident-parking-permit' })
  readonly id!: string;

  @ApiProperty({ example: 1 })
  readonly version!: number;

  @ApiProperty({ example: 'strassenverkehr-hannover', description: 'Decides on what is handed in' })
  readonly authority!: string;

  @ApiProperty({ example: 'resident-parking-permit' })
  readonly purpose!: string;

  @ApiProperty({ type: LocalisedDto })
  readonly title!: LocalisedDto;

  @ApiProperty({
    type: [String],
    example: ['residents.parking-permit.v1'],
    description: 'Evidence types that may be released with it',
  })
  readonly evidenceTypes!: readonly string[];
}

/** With its pages and fields, as `docs/forms.md` has them. */
export class WholeFormDto extends FormDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As the file of the form says' })
  readonly definition!: object;
}

export class FormListDto {
  @ApiProperty({ type: [FormDto] })
  readonly forms!: readonly FormDto[];
}
