import { OptionalText } from './text-member.decorator.ts';

/** Keyset paging: newest first, `after` is the id of the last entry of the page before. */
export class PageQueryDto {
  @OptionalText({
    pattern: '^[A-Za-z0-9_\\-]{1,64}$',
    description: 'Id of the last entry of the page before',
    example: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  })
  readonly after?: string;

  @OptionalText({
    pattern: '^([1-9][0-9]?|100)$',
    description: 'Entries per page, 1–100; default 50',
    example: '50',
  })
  readonly limit?: string;
}

const DEFAULT_LIMIT = 50;

export const limitOf = ({ limit }: Pick<PageQueryDto, 'limit'>): number =>
  limit === undefined ? DEFAULT_LIMIT : Number(limit);
