import { createHash } from 'node:crypto';

import type { AssuranceLevel } from '#libs/contracts';

import type { Realm } from './clients-file.ts';
import { kindOf } from './login.errors.ts';

const style = `
  :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
  main { max-width: 32rem; margin: 4rem auto; padding: 0 1rem; }
  label, input, button { display: block; font: inherit; }
  input, button { width: 100%; box-sizing: border-box; padding: .6rem; margin: .3rem 0 1rem; }
  [role=alert] { border-inline-start: .3rem solid #b00020; padding-inline-start: .6rem; }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * Headers of every page: no script at all, nothing from elsewhere, no framing.
 * @param redirectUri where the login ends; browsers apply form-action to the redirects after a form, too
 */
export function pageHeaders(redirectUri?: string): Record<string, string> {
  const target = redirectUri === undefined ? '' : ` ${new URL(redirectUri).origin}`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self'${target}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
  };
}

export interface LoginPage {
  readonly uid: string;
  /** Name of the client that asks for the login. */
  readonly client: string;
  readonly realm: Realm;
  readonly logins: readonly string[];
  readonly leastAcr?: AssuranceLevel;
  /** What was wrong with the attempt before. */
  readonly fault?: string;
}

/** Plain form, usable with keyboard, screen reader and `curl` (`POST login=<name>`). */
export function loginPage({ uid, client, realm, logins, leastAcr, fault }: LoginPage): string {
  const action = `/interaction/${escapeHtml(uid)}`;
  const options = logins.map((login) => `<option value="${escapeHtml(login)}"></option>`).join('');
  const level = leastAcr === undefined ? '' : `, at level ${leastAcr} or higher`;
  const described = fault === undefined ? '' : ' aria-invalid="true" aria-describedby="fault"';
  return page(
    'Sign in',
    `<h1>Sign in</h1>
    <p>${escapeHtml(client)} asks you to sign in as a ${kindOf[realm]}${level}. No password is needed: this service is for local use and tests.</p>
    ${fault === undefined ? '' : `<p role="alert" id="fault">${escapeHtml(fault)}</p>`}
    <form method="post" action="${action}">
      <label for="login">Demo login</label>
      <input id="login" name="login" list="logins" required autofocus autocomplete="off"${described}>
      <datalist id="logins">${options}</datalist>
      <p>Known logins: ${logins.map(escapeHtml).join(', ')}</p>
      <button type="submit">Sign in</button>
    </form>
    <form method="post" action="${action}/cancellation"><button type="submit">Cancel</button></form>`,
  );
}

/** @param reason shown to the person; comes from this service or from the library, never from a register */
export const errorPage = (reason: string): string =>
  page(
    'Sign-in failed',
    `<h1>Sign-in failed</h1><p role="alert">${escapeHtml(reason)}</p><p>Go back to where you came from and start again.</p>`,
  );

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character]!);
