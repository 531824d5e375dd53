import { type DescribedMember, describedMembers } from './described-members.ts';
import type { Dto } from './routed-dtos.ts';

/** The way from a body to one of its objects; `wrap` puts a value there, `pointer` is where it then lies. */
export interface Place {
  readonly pointer: string;
  readonly dto: Dto;
  readonly wrap: (value: unknown) => unknown;
}

const DEEPEST = 4;

/** All objects that a body of the class may hold, the body itself first. */
export function placesIn(
  dto: Dto,
  at: Place = { pointer: '', dto, wrap: (value) => value },
  depth = 0,
): Place[] {
  if (depth === DEEPEST) return [at];
  const below = describedMembers(at.dto).flatMap((member) =>
    member.dto ? placesIn(dto, placeOf(at, member, member.dto), depth + 1) : [],
  );
  return [at, ...below];
}

const placeOf = (at: Place, { name, list }: DescribedMember, dto: Dto): Place => ({
  dto,
  pointer: `${at.pointer}/${name}${list ? '/0' : ''}`,
  wrap: (value) => at.wrap({ [name]: list ? [value] : value }),
});
