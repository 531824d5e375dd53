import type { HttpConfig } from '../config/http.config.ts';

/** Whether a HOST to listen on can only be reached from this machine (RFC 1122 §3.2.1.3(g), RFC 4291 §2.5.3). */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Where a service listens, and who is said to reach it there. */
export type Listening = Pick<HttpConfig, 'host' | 'reachableFrom'>;

/** Whether only this machine reaches the service: by its address, or by the word of who started it. */
export const isForThisMachine = ({ host, reachableFrom }: Listening): boolean =>
  isLoopbackHost(host) || reachableFrom === 'this-machine';
