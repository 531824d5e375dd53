import { createHash } from 'node:crypto';

import { type Language, pageWords } from './page-words.ts';

const style = `
  :root { color-scheme: light dark; --ground: #fff; --raised: #f3f4f8; --text: #171a2b; --muted: #4c5063;
    --line: #6b7080; --act: #1b3f94; --on-act: #fff; --ring: #0b57d0; --bad: #a4000f; }
  @media (prefers-color-scheme: dark) { :root { --ground: #12141f; --raised: #1d2030; --text: #f2f3f8; --muted: #c2c5d3;
    --line: #8b90a3; --act: #a9c3ff; --on-act: #10173a; --ring: #ffd84d; --bad: #ffb3b8; } }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--ground); color: var(--text); font: 1.125rem/1.5 system-ui, sans-serif;
    overflow-wrap: anywhere; }
  header { background: var(--raised); border-bottom: 1px solid var(--line); font-size: 1rem; }
  header p, main { max-width: 42rem; margin: 0 auto; padding: .5rem 1rem; }
  main { padding-bottom: 3rem; }
  h1 { font-size: 1.75rem; line-height: 1.25; margin: 1.5rem 0 1rem; hyphens: auto; }
  h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
  .person h2 { font-size: 1.125rem; margin: 0; }
  p { margin: .25rem 0 .75rem; }
  ul { list-style: none; margin: 0; padding: 0; }
  .person { background: var(--raised); border: 1px solid var(--line); border-radius: .25rem; padding: 1rem;
    margin: 0 0 1rem; }
  .muted { color: var(--muted); }
  label { display: block; font-weight: 600; }
  input, button, .way { display: block; width: 100%; min-height: 48px; padding: .6rem 1rem; margin: .5rem 0; font: inherit;
    border: 2px solid var(--act); border-radius: .25rem; }
  input { background: var(--ground); color: var(--text); border-color: var(--line); }
  button { background: var(--act); color: var(--on-act); font-weight: 600; text-align: start; cursor: pointer; }
  button.second { background: var(--ground); color: var(--act); }
  .way { color: var(--act); }
  summary { min-height: 44px; padding: .5rem 0; cursor: pointer; }
  :focus-visible { outline: 4px solid var(--ring); outline-offset: 2px; }
  [role=alert] { border-inline-start: .4rem solid var(--bad); padding: .5rem 1rem; margin: 1rem 0; background: var(--raised); }
  .only-read { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (min-width: 30rem) { input, button, .way { max-width: 28rem; } }
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
    vary: 'accept-language',
  };
}

export const page = (language: Language, title: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>` +
  `<body><header><p>${pageWords[language].demonstration}</p></header><main><h1>${title}</h1>${body}</main></body></html>`;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character]!);
