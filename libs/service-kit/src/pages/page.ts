import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const style = `
:root{color-scheme:light dark;font:1.0625rem/1.6 system-ui,sans-serif}
body{margin:0}
main{max-width:44rem;margin:2rem auto;padding:0 1rem}
pre{background:color-mix(in srgb,currentColor 8%,transparent);padding:1rem;overflow:auto}
code{overflow-wrap:anywhere}
dd{margin:0 0 .75rem 1.5rem}
`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing from elsewhere, no script, no frame: what a page of this service may ever load. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** @param body HTML of this service's own; nothing of a request may get in unescaped */
export function sendPage(reply: FastifyReply, title: string, body: string): FastifyReply {
  return reply
    .headers(pageHeaders(policy))
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>` +
        `<link rel="icon" href="/favicon.svg" type="image/svg+xml"><style>${style}</style></head>` +
        `<body><main>${body}</main></body></html>`,
    );
}

export const pageHeaders = (contentSecurityPolicy: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
});

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign]!);
