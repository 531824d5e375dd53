/** Whether a HOST to listen on can only be reached from this machine (RFC 1122 §3.2.1.3(g), RFC 4291 §2.5.3). */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
