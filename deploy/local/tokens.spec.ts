import { describeFailure } from '#libs/local-services';
import { TokenRefused } from './tokens.ts';

it('tells whoever asked for a token why there is none, without a trace', () => {
  expect(describeFailure(new TokenRefused('anna got no token: invalid_client.'))).toBe(
    'anna got no token: invalid_client.',
  );
});
