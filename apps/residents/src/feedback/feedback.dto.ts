import { ApiProperty } from '@nestjs/swagger';
import { IsUUID, Matches } from 'class-validator';
import { ListOf } from '#libs/register-kit';
import { LockDto } from '../lock.dto.ts';
import type { FeedbackMessage } from './feedback.store.ts';

const LOCKS_LIMIT = 200;
const AUTHORITY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const message = { message: 'must be the id of an authority' };

/** The former authority's feedback about a registration (BMG §33). */
export class FeedbackDto implements FeedbackMessage {
  @ApiProperty({ format: 'uuid', description: 'Id of the event of the registration.' })
  @IsUUID()
  readonly eventId!: string;
  @ApiProperty({ format: 'uuid', description: 'Record that was registered.' })
  @IsUUID()
  readonly recordId!: string;
  @ApiProperty({ description: 'The former authority.', example: 'meldebehoerde-hannover' })
  @Matches(AUTHORITY, message)
  readonly from!: string;
  @ApiProperty({ description: 'The new authority.', example: 'meldebehoerde-goettingen' })
  @Matches(AUTHORITY, message)
  readonly to!: string;
  @ListOf(() => LockDto, LOCKS_LIMIT, 'Locks of the former record (BMG §33(4)); mostly none.')
  readonly locks!: readonly LockDto[];
}
