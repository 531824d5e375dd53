import { randomUUID, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type SpawnedService,
  spawnService,
  testCertificate,
  type TestCertificate,
  testDatabase,
  type TestDatabase,
} from '#libs/test-kit';
import { SignJWT } from 'jose';
import { Agent, request } from 'undici';

import { migrations } from '../migrations.ts';
import { ASSERTION_TYPE, environmentFor, urls, writeFiles } from './demo-identity.ts';

/** A client whose tokens are bound to its certificate, and one whose are to its key. */
export const bound = 'parking-hannover';
export const byProof = 'housing-goettingen';

export interface TokenAnswer {
  readonly status: number;
  readonly nonce: unknown;
  readonly body: Readonly<Record<string, string>>;
}

/** The service as a process, with TLS or without. */
export class BoundIdentity {
  private constructor(
    private readonly folder: string,
    private readonly database: TestDatabase,
    readonly keys: ReadonlyMap<string, KeyObject>,
    /** Signs the certificates of service and clients. */
    readonly authority: TestCertificate,
  ) {}

  private service: SpawnedService | undefined;

  get issuer(): string {
    return this.service?.url ?? '';
  }

  static async create(): Promise<BoundIdentity> {
    const folder = await mkdtemp(join(tmpdir(), 'einmal-bound-'));
    const database = await testDatabase({ app: 'identity', migrations });
    const keys = await writeFiles(folder, { [bound]: 'certificate', [byProof]: 'dpop' });
    return new BoundIdentity(folder, database, keys, await testCertificate('authority'));
  }

  async startWithTls(): Promise<void> {
    const { cert, key } = await testCertificate('localhost', { by: this.authority });
    const files = { cert, key, ca: this.authority.cert };
    const path = (name: keyof typeof files): string => join(this.folder, name);
    for (const [name, text] of Object.entries(files))
      await writeFile(path(name as 'ca'), text, { mode: 0o600 });
    const tls = { TLS_CERT_FILE: path('cert'), TLS_KEY_FILE: path('key'), TLS_CA_FILE: path('ca') };
    await this.start(tls);
  }

  async start(more: Readonly<Record<string, string>>): Promise<void> {
    await this.service?.stop();
    this.service = await spawnService('identity', {
      ...environmentFor(this.folder, this.database.appUrl),
      ...more,
    });
  }

  /** Asks for a token over a connection of its own. */
  async ask(
    clientId: string,
    tls?: Partial<TestCertificate>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud: this.issuer, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', kid: clientId })
      .setIssuedAt()
      .setExpirationTime('1 min')
      .sign(this.keys.get(clientId)!);
    const form = {
      grant_type: 'client_credentials',
      scope: 'lookup',
      resource: urls.gateway,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
    };
    const dispatcher = new Agent({ connect: { ca: this.authority.cert, ...tls } });
    try {
      const answer = await request(`${this.issuer}/token`, {
        dispatcher,
        method: 'POST',
        body: new URLSearchParams(form).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
      const body = (await answer.body.json()) as TokenAnswer['body'];
      return { status: answer.statusCode, nonce: answer.headers['dpop-nonce'], body };
    } finally {
      await dispatcher.close();
    }
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    await this.database.drop();
    await rm(this.folder, { recursive: true });
  }
}
