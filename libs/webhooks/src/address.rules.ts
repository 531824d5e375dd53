import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What the internet routes (RFC 4291 §2.4); the rest of IPv6 is local, translated, or reserved. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address may be called: an ordinary public host. Default deny. Refused are also all IPv6 forms that carry
 * an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64, ISATAP), whatever that is: nobody can say where they end.
 * Anything but the usual notation is no address (`0x7f.1`, `2130706433`, `010.0.0.1`, zone ids).
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || (parsed.match(globalUnicast) && !isIsatap(parsed));
}

/** 127.0.0.0/8 and ::1, in the usual notation. */
export const isLoopbackAddress = (address: string): boolean =>
  isIP(address) !== 0 && !address.includes('%') && ipaddr.parse(address).range() === 'loopback';

/** An interface id made of an IPv4 address (RFC 5214 §6.1), under any prefix. */
function isIsatap(address: ipaddr.IPv6): boolean {
  const [, , , , flags = 0, mark] = address.parts;
  return (flags & 0xfcff) === 0 && mark === 0x5efe;
}

/** Whether a receiver may be called there. Plain HTTP only ever goes to this machine, whatever the name in the URL. */
export const mayCall =
  (loopback: boolean) =>
  (address: string, { protocol }: URL): boolean => {
    if (loopback && isLoopbackAddress(address)) return true;
    return protocol === 'https:' && isPublicAddress(address);
  };
