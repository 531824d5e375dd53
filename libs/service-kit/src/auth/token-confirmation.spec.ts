import { readConfig } from '../config/read-config.ts';
import { readBinding } from './access-token-claims.ts';
import { TokenInvalid } from './access.errors.ts';
import { TokenConfig } from './token.config.ts';

const jkt = 'UvBb2zrjY8Gbp28uyHLLlBNZHJDYtJfnpsnSMKh8VkU';
const besideIt = { jkt, 'kc-jkt-type': 'DPoP' };
const env = { ISSUER_URL: 'http://127.0.0.1:8086' };
const ignoredIn = (text: string) =>
  readConfig({ tokens: TokenConfig }, { ...env, IGNORED_CONFIRMATIONS: text }).tokens.ignoredConfirmations;

describe('what an issuer writes beside a confirmation', () => {
  it('refuses the token unless a setting names it', () => {
    expect(() => readBinding({ cnf: besideIt })).toThrow(TokenInvalid);
    expect(readBinding({ cnf: besideIt }, ignoredIn('kc-jkt-type'))).toEqual({ kind: 'dpop', jkt });
  });

  it('confirms nothing: without a confirmation the token is none, and no unbound one', () => {
    expect(() => readBinding({ cnf: { 'kc-jkt-type': 'DPoP' } }, ['kc-jkt-type'])).toThrow(TokenInvalid);
  });

  it.each(['jkt', 'x5t#S256', 'kid', 'kc-jkt-type,jwk', ','])(
    'cannot be %j, which would make a bound token an unbound one or names nothing',
    (text) => {
      expect(() => ignoredIn(text)).toThrow('IGNORED_CONFIRMATIONS');
    },
  );
});
