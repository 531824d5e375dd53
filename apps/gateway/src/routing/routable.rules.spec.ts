import { ofEachRegister, type RegisterName } from '#libs/contracts';
import { demandRoutable } from './routable.rules.ts';

const one = { url: 'http://127.0.0.1:1' };
const twice = (shared: RegisterName) =>
  ofEachRegister((name) => (name === shared ? [one, { ...one, authorities: ['other'] }] : [one]));

it.each([
  ['vehicles', 'plate'],
  ['business', 'widnr or lei'],
] as const)(
  'several processes of %s are refused, since %s names neither place nor record',
  (register, kinds) => {
    expect(() => demandRoutable(twice(register))).toThrow(
      `REGISTERS lists 2 processes of ${register}, and subjects named by ${kinds} tell nobody`,
    );
  },
);

it('several processes of a register whose subjects can all be found are taken', () => {
  expect(() => demandRoutable(twice('residents'))).not.toThrow();
});
