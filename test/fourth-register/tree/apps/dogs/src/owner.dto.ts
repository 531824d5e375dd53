import { ApiProperty } from '@nestjs/swagger';
import { IsAgs } from '#libs/identifiers';
import { PersonName } from '#libs/register-kit';
import type { Owner } from './dog.entity.ts';

export class OwnerDto implements Owner {
  @PersonName('Family name.', 200, 'Muster') readonly familyName!: string;
  @PersonName('Given names.', 200, 'Erika') readonly givenNames!: string;
  @ApiProperty({ description: 'Municipality key (AGS) of the main home.', example: '03241001' })
  @IsAgs()
  readonly ags!: string;
}
