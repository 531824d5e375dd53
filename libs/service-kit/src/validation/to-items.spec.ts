import { IsOptional, IsString, MaxLength } from 'class-validator';
import { RequestInvalid } from '../errors/domain.error.ts';
import { NestedList } from './nested-member.decorators.ts';
import { toItems } from './to-items.ts';
import { validateStrictly } from './validate-strictly.ts';

class PartDto {
  @IsString({ message: 'is a text', context: { code: 'identifier-malformed' } }) readonly key!: string;
}

class WholeDto {
  @IsOptional() @IsString() @MaxLength(3, { message: 'has at most 3 characters' }) readonly 'a/b~c'?: string;
  @NestedList(() => PartDto, 10) readonly parts!: PartDto[];
}

function itemsOf(plain: object): RequestInvalid['items'] {
  try {
    validateStrictly(WholeDto, plain);
  } catch (error) {
    if (error instanceof RequestInvalid) return error.items;
    throw error;
  }
  return [];
}

describe('what is refused', () => {
  it('points into arrays and takes the code from the constraint’s context', () => {
    expect(itemsOf({ parts: [{ key: 'x' }, { key: 5 }] })).toEqual([
      { pointer: '/parts/1/key', code: 'identifier-malformed', detail: 'is a text' },
    ]);
  });

  it('escapes member names as RFC 6901 demands', () => {
    expect(itemsOf({ 'a/b~c': 'long', parts: [] })[0]?.pointer).toBe('/a~1b~0c');
  });

  it('calls an unknown member by its own code', () => {
    expect(itemsOf({ parts: [], more: 1 })[0]).toMatchObject({ pointer: '/more', code: 'member-unknown' });
  });

  it('keeps the code of a member that got an object instead', () => {
    expect(itemsOf({ parts: [{ key: {} }] })[0]).toMatchObject({
      pointer: '/parts/0/key',
      code: 'identifier-malformed',
    });
  });

  it('is never an empty list', () => {
    expect(toItems([])).toHaveLength(1);
  });
});
