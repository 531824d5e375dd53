import type { RefusalReason } from './access.errors.ts';
import { adviceFor } from './refusal-advice.ts';

describe('what a log says of a refused token', () => {
  it.each<[RefusalReason, string]>([
    ['claim-cnf', 'IGNORED_CONFIRMATIONS'],
    ['unbound', 'TOKEN_BINDING'],
    ['claim-client_id', 'docs/identity.md'],
    ['jose-header', 'at+jwt'],
  ])('names what to look at for %s', (reason, named) => {
    expect(adviceFor(reason).advice).toContain(named);
  });

  it.each<RefusalReason>(['claim-exp', 'signature', 'proof-replayed', 'malformed'])(
    'advises nothing for %s, which is the caller’s',
    (reason) => {
      expect(adviceFor(reason)).toEqual({});
    },
  );
});
