import { plainToInstance, Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, MaxLength, ValidateNested, validateSync } from 'class-validator';
import { toItems } from './validation.pipe.ts';

class PartDto {
  @IsString({ message: 'is a text', context: { code: 'identifier-malformed' } }) readonly key!: string;
}

class WholeDto {
  @IsOptional() @IsString() @MaxLength(3, { message: 'has at most 3 characters' }) readonly 'a/b~c'?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PartDto) readonly parts!: PartDto[];
}

const itemsOf = (plain: object): ReturnType<typeof toItems> =>
  toItems(validateSync(plainToInstance(WholeDto, plain), { whitelist: true, forbidNonWhitelisted: true }));

describe('toItems', () => {
  it('points into arrays and takes the code from the constraint’s context', () => {
    expect(itemsOf({ parts: [{ key: 'x' }, { key: 5 }] })).toEqual([
      { pointer: '/parts/1/key', code: 'identifier-malformed', detail: 'is a text' },
    ]);
  });

  it('escapes member names as RFC 6901 demands', () => {
    expect(itemsOf({ 'a/b~c': 'long', parts: [] })[0].pointer).toBe('/a~1b~0c');
  });

  it('calls an unknown member by its own code', () => {
    expect(itemsOf({ parts: [], more: 1 })[0]).toMatchObject({ pointer: '/more', code: 'member-unknown' });
  });

  it('never answers with an empty list', () => {
    expect(toItems([])).toHaveLength(1);
  });
});
