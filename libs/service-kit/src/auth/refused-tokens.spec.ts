import { type RefusalReason, TokenBindingMissing, TokenInvalid } from './access.errors.ts';
import { challengeFor } from './challenge.ts';

describe('what a caller is told of a token that is refused', () => {
  const token = /^The access token is not valid for this service\. .* get a new one/;
  const otherCertificate = /^The access token is bound to another certificate than this connection shows/;
  const proof = /^The proof was used before, or does not fit this token, this request or the time/;
  const noCertificate = /^The access token is bound to a certificate, and this connection shows none/;
  const noProof = /^The access token must be bound to a key and presented with its proof/;
  const unbound = { refused: TokenBindingMissing, code: 'invalid_token' };

  it.each<
    [
      RefusalReason,
      RegExp,
      { readonly refused: typeof TokenBindingMissing | typeof TokenInvalid; readonly code: string },
    ]
  >([
    ['signature', token, { refused: TokenInvalid, code: 'invalid_token' }],
    ['claim-exp', token, { refused: TokenInvalid, code: 'invalid_token' }],
    ['proof-store-absent', token, { refused: TokenInvalid, code: 'invalid_token' }],
    ['certificate', otherCertificate, { refused: TokenInvalid, code: 'invalid_token' }],
    ['proof-replayed', proof, { refused: TokenInvalid, code: 'invalid_dpop_proof' }],
    ['proof-key', proof, { refused: TokenInvalid, code: 'invalid_dpop_proof' }],
    ['proof-claim-htm', proof, { refused: TokenInvalid, code: 'invalid_dpop_proof' }],
    ['proof-claim-iat', proof, { refused: TokenInvalid, code: 'invalid_dpop_proof' }],
    ['certificate-missing', noCertificate, unbound],
    ['proof-missing', noProof, unbound],
    ['unbound', noProof, unbound],
  ])('for %s', (reason, detail, { refused, code }) => {
    const refusal = new refused(reason);
    expect(refusal.message).toMatch(detail);
    const challenge = challengeFor(refusal);
    expect(challenge).toContain(`error="${code}"`);
    expect(challenge).toContain('DPoP algs="');
    // Whoever is told so by RFC 6750 would get a new token, which is refused alike.
    expect(challenge.includes('invalid_token')).toBe(code === 'invalid_token');
  });
});
