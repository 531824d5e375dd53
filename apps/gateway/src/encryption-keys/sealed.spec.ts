import { jweFor, jwesOf, packed } from './sealed.rules.ts';

const one = [{ clientId: 'a', jwe: 'h.k.i.c.t' }];
const two = [...one, { clientId: 'b', jwe: 'H.K.I.C.T' }];

it('is kept as the JWE itself for one system, which anybody of the authority is handed', () => {
  expect(packed(one)).toBe('h.k.i.c.t');
  expect(jwesOf(packed(one))).toEqual(['h.k.i.c.t']);
  expect(['a', 'z', undefined].map((each) => jweFor(packed(one), each))).toEqual(Array(3).fill('h.k.i.c.t'));
});

it('is handed to each of several systems as it can open it, and to others as the first can', () => {
  expect(jwesOf(packed(two))).toEqual(['h.k.i.c.t', 'H.K.I.C.T']);
  expect(['a', 'b', 'z', undefined].map((each) => jweFor(packed(two), each))).toEqual([
    'h.k.i.c.t',
    'H.K.I.C.T',
    'h.k.i.c.t',
    'h.k.i.c.t',
  ]);
});
