import { IsInt } from 'class-validator';
import { RequestInvalid } from '../errors/domain.error.ts';
import { NestedList } from './nested-member.decorators.ts';
import { shapeFaults } from './shape-faults.ts';
import { validateStrictly } from './validate-strictly.ts';

class EntryDto {
  @IsInt({ message: 'must be a whole number' }) readonly amount!: number;
}

class WholeDto {
  @NestedList(() => EntryDto, 3) readonly entries!: readonly EntryDto[];
}

describe('a list that is too long', () => {
  it('is refused as a list, before any of its entries is looked at', () => {
    const tooLong = {
      pointer: '/entries',
      code: 'request-invalid',
      detail: 'must not have more than 3 entries',
    };
    expect(shapeFaults(WholeDto, { entries: [1, 2, 3, 4] })).toEqual([tooLong]);
    expect(shapeFaults(WholeDto, { entries: [1, 2, 3] })).toHaveLength(3);
  });
});

describe('many mistakes of shape', () => {
  it('are told up to a hundred', () => {
    const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`m${n}`, n]));
    const told = shapeFaults(WholeDto, body).length;
    expect(told).toBe(5_000);
    expect(faultsOf(() => validateStrictly(WholeDto, body))).toBe(100);
  });
});

function faultsOf(run: () => unknown): number | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof RequestInvalid) return error.items.length;
  }
  return undefined;
}
