import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsObject, ValidateNested } from 'class-validator';
import { EffectiveOn, ExpectedVersion, Ground } from '#libs/register-kit';
import { PostalAddressDto } from './postal-address.dto.ts';

/** Body of the act "move": the main or sole home changes on the effective day. */
export class MoveResidentDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;

  @ApiProperty({ type: PostalAddressDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PostalAddressDto)
  readonly address!: PostalAddressDto;
}
