import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { useTransport } from '../calls.ts';

/** Servers with the certificates of a case, and this process as one that calls them with its own. */
export class TlsSpeakers {
  private readonly folder = mkdtempSync(join(tmpdir(), 'einmal-speakers-'));
  private readonly servers: Server[] = [];

  private constructor(readonly authority: TestCertificate) {}

  static async start(): Promise<TlsSpeakers> {
    const speakers = new TlsSpeakers(await testCertificate('authority'));
    const { cert, key } = await speakers.signed('service');
    useTransport({
      tlsCertFile: speakers.put('own.crt', cert),
      tlsKeyFile: speakers.put('own.key', key),
      tlsCaFile: speakers.put('ca.crt', speakers.authority.cert),
    });
    return speakers;
  }

  async stop(): Promise<void> {
    useTransport({});
    await this.silence();
    rmSync(this.folder, { recursive: true });
  }

  signed(name: string, life: { readonly from?: Date; readonly to?: Date } = {}): Promise<TestCertificate> {
    return testCertificate(name, { by: this.authority, ...life });
  }

  /** @returns where it is, without the scheme */
  async serve(answer: RequestListener, options?: ServerOptions): Promise<string> {
    const server = options ? createServer(options, answer) : createPlainServer(answer);
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `localhost:${(server.address() as AddressInfo).port}`;
  }

  /** Nobody answers any more. */
  async silence(): Promise<void> {
    const closed = this.servers.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    );
    await Promise.all(closed);
  }

  private put(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text, { mode: 0o600 });
    return join(this.folder, name);
  }
}
