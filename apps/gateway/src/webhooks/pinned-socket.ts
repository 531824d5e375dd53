import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { bare } from '../policy/index.ts';
import { DeliveryFailed } from './delivery.errors.ts';

export interface PinnedSocketOptions {
  /** All addresses of a host, as `dns.lookup` with `all`; asked once per connection. */
  readonly resolve: (host: string) => Promise<readonly LookupAddress[]>;
  /** Whether an address may be called under this URL. Asked for every address of the host. */
  readonly mayCall: (address: string, url: URL) => boolean;
  /** PEM of further certificate authorities, beside those of Node. */
  readonly ca?: readonly string[];
}

/**
 * Opens a socket to a callback so that no second name resolution can lead elsewhere: the host is resolved once, every
 * address is judged, and the socket connects to one of exactly these. The host's name stays in SNI and certificate
 * check. The caller puts HTTP on this socket; it never opens another by itself. No proxy is ever used.
 * @throws DeliveryFailed
 */
export async function openPinnedSocket(
  url: URL,
  options: PinnedSocketOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = await unlessAborted(judgedAddresses(url, options), signal);
  const socket = await connect(url, addresses, options.ca, signal);
  if (addresses.some(({ address }) => address === socket.remoteAddress)) return socket;
  socket.destroy();
  throw new DeliveryFailed('address-refused');
}

async function judgedAddresses(url: URL, options: PinnedSocketOptions): Promise<readonly LookupAddress[]> {
  const host = bare(url.hostname);
  const family = isIP(host);
  const addresses = family === 0 ? await resolved(host, options) : [{ address: host, family }];
  if (addresses.length === 0) throw new DeliveryFailed('name-unresolved');
  // One bad address among good ones is how a rebinding begins, so it spoils them all.
  if (!addresses.every(({ address }) => options.mayCall(address, url)))
    throw new DeliveryFailed('address-refused');
  return addresses;
}

function resolved(host: string, { resolve }: PinnedSocketOptions): Promise<readonly LookupAddress[]> {
  return resolve(host).catch((cause: unknown) => {
    throw new DeliveryFailed('name-unresolved', { cause });
  });
}

function connect(
  url: URL,
  addresses: readonly LookupAddress[],
  ca: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const open = buildConnector({
    allowH2: false,
    maxCachedSessions: 0,
    lookup: pinnedTo(addresses),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca && { ca: [...ca] }),
  });
  const hostname = bare(url.hostname);
  const target = { hostname, host: url.host, protocol: url.protocol, port: url.port };
  return new Promise((settle, refuse) => {
    // The connector returns the socket at once; its types do not say so, and only it can be aborted.
    const opening = open(
      { ...target, ...(isIP(hostname) === 0 && { servername: hostname }) },
      (error, socket) => {
        signal.removeEventListener('abort', giveUp);
        if (error === null) return settle(socket);
        refuse(
          new DeliveryFailed(isCertificateFault(error) ? 'certificate-refused' : 'connection-failed', {
            cause: error,
          }),
        );
      },
    ) as unknown as Socket;
    const giveUp = (): void => {
      opening.destroy();
      refuse(new DeliveryFailed('timed-out'));
    };
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

/** A lookup that knows nothing but what was judged. */
const pinnedTo =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = addresses;
    if (all === true) return callback(null, [...addresses]);
    return callback(null, first?.address ?? '', first?.family);
  };

const isCertificateFault = (error: Error | null): boolean =>
  /CERT|SELF_SIGNED|ALTNAME|ISSUER|SIGNATURE|CHAIN/.test(String((error as { code?: unknown } | null)?.code));

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((settle, refuse) => {
    const giveUp = (): void => refuse(new DeliveryFailed('timed-out'));
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(settle, refuse).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
