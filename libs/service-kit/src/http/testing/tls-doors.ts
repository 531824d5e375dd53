import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import { Agent, request } from 'undici';
import { freePort } from '#libs/local-services';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { serve } from '../serve.ts';

/** By how much its port lies above the public one. */
export type Door = 0 | 1_000 | 2_000;

/** A service that speaks TLS at its three doors, and files of its own. */
export class TlsDoors {
  private readonly folder = mkdtempSync(join(tmpdir(), 'einmal-doors-'));
  private app!: NestFastifyApplication;

  private constructor(
    readonly authority: TestCertificate,
    readonly port: number,
  ) {}

  static async start(module: Type | DynamicModule): Promise<TlsDoors> {
    const doors = new TlsDoors(await testCertificate('authority'), await freePort());
    doors.write(await doors.signed('localhost'));
    doors.put('ca.crt', doors.authority.cert);
    doors.app = await serve({
      ...{ name: 'probe', title: 'Probe', description: 'A service for a test.', module },
      http: {
        ...{ host: '127.0.0.1', port: doors.port, publicUrl: doors.at(0) },
        internalCallers: ['gateway', 'urn:test:sibling'],
        ...{ tlsCertFile: doors.fileOf('own.crt'), tlsKeyFile: doors.fileOf('own.key') },
        tlsCaFile: doors.fileOf('ca.crt'),
      },
      log: { logLevel: 'silent' },
    });
    return doors;
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true });
    register.clear();
  }

  at(door: Door): string {
    return `https://localhost:${this.port + door}`;
  }

  fileOf(name: string): string {
    return join(this.folder, name);
  }

  put(name: string, text: string): void {
    writeFileSync(this.fileOf(name), text, { mode: 0o600 });
  }

  write({ cert, key }: TestCertificate): void {
    this.put('own.key', key);
    this.put('own.crt', cert);
  }

  signed(name: string, life: { readonly from?: Date; readonly to?: Date } = {}): Promise<TestCertificate> {
    return testCertificate(name, { by: this.authority, ...life });
  }

  /** Status and code of the answer, or that the connection came to nothing. */
  async ask(url: string, shown?: TestCertificate): Promise<readonly [number | string, unknown]> {
    const dispatcher = new Agent({ connect: { ca: this.authority.cert, ...shown } });
    try {
      const { statusCode, body } = await request(url, { dispatcher });
      const text = await body.text();
      return [statusCode, /"code":"([a-z-]+)"/.exec(text)?.[1]];
    } catch (error) {
      return ['no connection', (error as { readonly code?: unknown }).code];
    } finally {
      await dispatcher.close();
    }
  }

  /** What the system door answers, also while what it shows has expired. */
  async system(path: string): Promise<readonly [number, string]> {
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const { statusCode, body } = await request(this.at(1_000) + path, { dispatcher });
    const text = await body.text();
    await dispatcher.close();
    return [statusCode, text];
  }

  /** Status, and the sentences that say why. */
  async readiness(): Promise<readonly [number, unknown]> {
    const [status, text] = await this.system('/health/ready');
    return [status, (JSON.parse(text) as { readonly reasons?: unknown }).reasons];
  }

  /** Of the certificate that the next connection to that door is answered with. */
  async serial(door: Door): Promise<string> {
    const socket = connect({ port: this.port + door, host: '127.0.0.1', rejectUnauthorized: false });
    // The internal door ends it, since nothing is shown there; what it showed is known before.
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    const { serialNumber } = socket.getPeerX509Certificate()!;
    socket.destroy();
    return serialNumber;
  }
}
