import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { TimeLimitPassed, withTimeLimit } from '#libs/service-kit';

/** Why a request got no answer. Stable words: receivers' owners see them, and they are counted in metrics. */
export type ConnectionFault =
  | 'name-unresolved'
  | 'address-refused'
  | 'connection-failed'
  | 'certificate-refused'
  | 'timed-out'
  | 'connection-lost';

/** Nothing was acknowledged. Carries no text of the receiver. */
export class ConnectionFailed extends Error {
  constructor(
    readonly fault: ConnectionFault,
    options?: ErrorOptions,
  ) {
    super(fault, options);
  }
}

/** How receivers are reached. */
export interface WebhookNetwork {
  /** All addresses of a host, as `dns.lookup` with `all`; asked once per connection. */
  readonly resolve: (host: string) => Promise<readonly LookupAddress[]>;
  /** Whether an address may be called under this URL. Asked for every address of the host. */
  readonly mayCall: (address: string, url: URL) => boolean;
  /** PEM of further certificate authorities, beside those of Node. */
  readonly ca?: readonly string[];
  /** From the name's resolution to the end of the answer. */
  readonly deadlineMs: number;
}

/**
 * Opens a socket so that no second name resolution can lead elsewhere: the host is resolved once, every address is
 * judged, and the socket connects to one of exactly these. The host's name stays in SNI and certificate check. No proxy
 * is ever used.
 * @throws ConnectionFailed
 */
export function openPinnedSocket(url: URL, network: WebhookNetwork): Promise<Socket> {
  return inTime(network.deadlineMs, async (signal) => {
    const addresses = await judgedAddresses(url, network);
    signal.throwIfAborted();
    return connect(url, addresses, signal, network.ca);
  });
}

async function judgedAddresses(url: URL, network: WebhookNetwork): Promise<readonly LookupAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const addresses =
    family === 0
      ? await network.resolve(host).catch((cause: unknown) => {
          throw new ConnectionFailed('name-unresolved', { cause });
        })
      : [{ address: host, family }];
  if (addresses.length === 0) throw new ConnectionFailed('name-unresolved');
  // One bad address among good ones is how a rebinding begins, so it spoils them all.
  if (!addresses.every(({ address }) => network.mayCall(address, url)))
    throw new ConnectionFailed('address-refused');
  return addresses;
}

async function connect(
  url: URL,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
  ca: readonly string[] = [],
): Promise<Socket> {
  const open = buildConnector({
    allowH2: false,
    maxCachedSessions: 0,
    lookup: pinnedTo(addresses),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca.length > 0 && { ca: [...ca] }),
  });
  const hostname = hostOf(url);
  const target = { hostname, host: url.host, protocol: url.protocol, port: url.port };
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  // The connector returns the socket at once; its types do not say so, and only it can be aborted.
  const opening = open(
    { ...target, ...(isIP(hostname) === 0 && { servername: hostname }) },
    (cause, socket) => {
      if (cause === null) return resolve(socket);
      const fault = isCertificateFault(cause) ? 'certificate-refused' : 'connection-failed';
      reject(new ConnectionFailed(fault, { cause }));
    },
  ) as unknown as Socket;
  const giveUp = (): void => void opening.destroy();
  signal.addEventListener('abort', giveUp, { once: true });
  const socket = await promise.finally(() => signal.removeEventListener('abort', giveUp));
  if (addresses.some(({ address }) => address === socket.remoteAddress)) return socket;
  socket.destroy();
  throw new ConnectionFailed('address-refused');
}

/** A lookup that knows nothing but what was judged. */
const pinnedTo =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = addresses;
    if (all === true) return callback(null, [...addresses]);
    return callback(null, first?.address ?? '', first?.family);
  };

/** As a resolver or `isIP` takes it, without the brackets of an IPv6 literal. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const isCertificateFault = (error: Error | null): boolean =>
  /CERT|SELF_SIGNED|ALTNAME|ISSUER|SIGNATURE|CHAIN/.test(String((error as { code?: unknown } | null)?.code));

/** @throws ConnectionFailed with `timed-out` when the time is over */
export async function inTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withTimeLimit(ms, 'a webhook', work).catch((error: unknown) => {
    throw error instanceof TimeLimitPassed ? new ConnectionFailed('timed-out', { cause: error }) : error;
  });
}

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
