import { idOf, isCookie, newCookie, open, seal } from './session-seal.ts';
import type { Session } from './session.ts';

const session: Session = {
  formKey: 'k',
  tokens: { 'http://gateway': { token: 'canary-token', until: 1 } },
  applications: {},
  person: { subject: 'canary-subject', level: 'high', givenNames: 'canary-name' },
};

describe('a sealed session', () => {
  it('opens under its cookie, and shows nothing of what is in it nor whose it is', () => {
    const cookie = newCookie();
    const sealed = seal(session, cookie);
    expect(open(sealed, cookie)).toEqual(session);
    const row = Buffer.concat([sealed, idOf(cookie)]).toString('latin1');
    for (const secret of ['canary', cookie]) expect(row).not.toContain(secret);
  });

  it('opens under no other cookie, and not when a byte was changed', () => {
    const cookie = newCookie();
    const sealed = seal(session, cookie);
    expect(open(sealed, newCookie())).toBeUndefined();
    for (const at of [0, 12, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(open(changed, cookie)).toBeUndefined();
    }
    expect(open(Buffer.alloc(0), cookie)).toBeUndefined();
  });

  it.each(['', 'short', `${newCookie()}A`, `${newCookie().slice(1)}=`, undefined])(
    'takes no cookie that it did not make: case %#',
    (value) => {
      expect(isCookie(value)).toBe(false);
    },
  );
});
