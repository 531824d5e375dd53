import { ApiProperty } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import { NestedObject, UUID } from '#libs/service-kit';
import { ActingForDto } from '../representation/index.ts';
import { OptionalText } from '../text-member.decorator.ts';

/** Of whom somebody represents; in a body, as it names two persons. */
export class RepresentedDisclosuresDto {
  @ApiProperty({ type: ActingForDto })
  @IsDefined({ message: 'is required' })
  @NestedObject(() => ActingForDto)
  readonly actingFor!: ActingForDto;

  @OptionalText({
    pattern: UUID,
    description: 'Value of `next` of the page before',
    example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  })
  readonly after?: string;
}
