import { UUID } from '#libs/service-kit';
import { OptionalText } from './text-member.decorator.ts';

class LimitQueryDto {
  @OptionalText({
    pattern: '^([1-9][0-9]?|100)$',
    description: 'Entries per page, 1–100; default 50',
    example: '50',
  })
  readonly limit?: string;
}

const after = { description: 'Id of the last entry of the page before' };

/** Keyset paging: newest first, `after` is the id of the last entry of the page before. */
export class PageQueryDto extends LimitQueryDto {
  @OptionalText({
    ...after,
    pattern: '^[A-Za-z0-9_\\-]{1,64}$',
    example: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
  })
  readonly after?: string;
}

/** The same for entries whose ids are UUIDs. */
export class UuidPageQueryDto extends LimitQueryDto {
  @OptionalText({ ...after, pattern: UUID, example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f' })
  readonly after?: string;
}

const DEFAULT_LIMIT = 50;

export const limitOf = ({ limit }: Pick<LimitQueryDto, 'limit'>): number =>
  limit === undefined ? DEFAULT_LIMIT : Number(limit);
