import { ApiProperty } from '@nestjs/swagger';
import { IsChip } from '#libs/identifiers';
import { EffectiveOn, Ground, Name, OneOf, Part } from '#libs/register-kit';
import { type TaxClass, taxClasses } from './dog.entity.ts';
import { OwnerDto } from './owner.dto.ts';

/** Body of the act "register", and one line of an import. */
export class RegisterDogDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;

  @ApiProperty({ description: 'Number of its transponder.', example: '276098100000001' })
  @IsChip()
  readonly chip!: string;
  @Name('Race.', 100, 'Kromfohrländer') readonly race!: string;
  @OneOf(taxClasses, 'Tax class.') readonly taxClass!: TaxClass;
  @Part(() => OwnerDto, 'Owner.') readonly owner!: OwnerDto;
}
