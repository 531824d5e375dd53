import { IsOptional } from 'class-validator';
import { AuthorityTable, authorityTable, readAuthorities } from '#libs/authorities';
import { ContentUnusable, ReadText } from './read-json.decorator.ts';
import { Setting } from './setting.ts';

/** Which authorities there are. All services of an installation are given the same. */
export class AuthoritiesConfig {
  @Setting(
    'The table of authorities: who keeps which records of which register, from when to when, and who takes over; one JSON object a line, as in libs/authorities/data. AUTHORITIES_FILE names a file that holds it. That of the release unless given; all services need the same.',
  )
  @IsOptional()
  @ReadText(readTable, 'one JSON object a line')
  readonly authorities?: AuthorityTable;
}

function readTable(text: string): AuthorityTable {
  try {
    return new AuthorityTable(readAuthorities(text));
  } catch (error) {
    if (error instanceof TypeError) throw new ContentUnusable(error.message);
    throw error;
  }
}

/** Before anything asks who is competent. */
export function useAuthorities({ authorities }: AuthoritiesConfig): void {
  if (authorities) authorityTable.become(authorities);
}
