import { createHash } from 'node:crypto';

/** First letter of the service on a colour of its own, so that tabs can be told apart. */
export function favicon(name: string): string {
  const hue = Math.round((createHash('sha256').update(name).digest()[0]! / 255) * 360);
  const letter = name.charAt(0).toUpperCase();
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    `<rect width="32" height="32" rx="7" fill="hsl(${hue} 60% 32%)"/>` +
    `<text x="16" y="23" font-family="sans-serif" font-size="20" font-weight="700" text-anchor="middle" fill="#fff">${letter}</text></svg>`
  );
}
