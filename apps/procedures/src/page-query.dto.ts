import { UUID } from '#libs/service-kit';
import { OptionalText } from './text-member.decorators.ts';

/** Keyset paging: newest first. */
export class PageQueryDto {
  @OptionalText({
    pattern: '^([1-9][0-9]?|100)$',
    description: 'Entries per page, 1–100; default 50',
    example: '50',
  })
  readonly limit?: string;

  @OptionalText({
    pattern: UUID,
    description: 'Id of the last entry of the page before',
    example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  })
  readonly after?: string;
}

const DEFAULT_LIMIT = 50;

export const limitOf = ({ limit }: Pick<PageQueryDto, 'limit'>): number =>
  limit === undefined ? DEFAULT_LIMIT : Number(limit);
