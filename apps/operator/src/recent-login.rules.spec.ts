import { LoginTooOld, RECENT_LOGIN_S, requireRecentLogin } from './recent-login.rules.ts';

const now = Date.UTC(2026, 10, 30, 12) / 1_000;

describe('a login is recent', () => {
  it.each([0, RECENT_LOGIN_S, RECENT_LOGIN_S + 10, -5])('%i s after it', (age) => {
    expect(() => requireRecentLogin({ authTime: now - age }, now * 1_000)).not.toThrow();
  });

  it.each([RECENT_LOGIN_S + 11, 86_400])('no longer %i s after it', (age) => {
    expect(() => requireRecentLogin({ authTime: now - age }, now * 1_000)).toThrow(LoginTooOld);
  });

  it('nor where nobody says when it was', () => {
    expect(() => requireRecentLogin({}, now * 1_000)).toThrow(LoginTooOld);
  });
});
