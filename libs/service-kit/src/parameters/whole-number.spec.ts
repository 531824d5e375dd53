import { validateStrictly } from '../validation/index.ts';
import { QueryNumber } from './whole-number.decorator.ts';

class ListQueryDto {
  @QueryNumber({ minimum: 1, maximum: 100, default: 20 }) readonly limit: number = 20;
}

const limitOf = (query: object): number => validateStrictly(ListQueryDto, query).limit;

describe('a number in a query', () => {
  it.each([
    [{}, 20],
    [{ limit: '1' }, 1],
    [{ limit: '100' }, 100],
  ])('%j is read', (query, limit) => expect(limitOf(query)).toBe(limit));

  it.each(['', ' ', '0', '101', '1.0', '1e1', '0x10', '+1', '01', '١', 'true', '99999999999'])(
    '%j is refused',
    (limit) => expect(() => limitOf({ limit })).toThrow('from 1 to 100'),
  );
});
