import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { type DemoGateway, residence } from './demo-gateway.ts';
import type { Answer } from './test-gateway.ts';

/** A preview as the citizen's session got it. */
export interface Shown {
  readonly id: string;
  readonly key: string;
}

export const publicJwkOf = (publicKey: KeyObject) => ({
  ...(publicKey.export({ format: 'jwk' }) as { kty: string; crv: string; x: string; y: string }),
  use: 'enc',
});

/** The way of evidence on choice: preview, use, release; with an encryption key of the authority. */
export class PreviewWay {
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  private constructor(
    private readonly gateway: DemoGateway,
    /** Token of the authority's client. */
    readonly authority: string,
  ) {}

  static async of(gateway: DemoGateway, authority = gateway.parking): Promise<PreviewWay> {
    const way = new PreviewWay(gateway, authority);
    await gateway.inner.call(authority, 'PUT', '/v1/encryption-key', publicJwkOf(way.keys.publicKey));
    return way;
  }

  preview(items: readonly object[], change: object = {}, token = this.gateway.anna): Promise<Answer> {
    const body = { authority: 'strassenverkehr-hannover', purpose: residence.purpose, items, ...change };
    return this.gateway.inner.call(token, 'POST', '/v1/previews', body);
  }

  /** Of the residence, with evidence. */
  async shown(consentId: string, change: object = {}): Promise<Shown> {
    const { evidenceType, subject } = residence;
    const { body } = await this.preview([{ evidenceType, subject, consentId }], change);
    return (body['previews'] as Shown[])[0]!;
  }

  use({ id, key }: Shown, token = this.gateway.anna): Promise<Answer> {
    return this.gateway.inner.call(token, 'POST', `/v1/previews/${id}/use`, { key });
  }

  decline({ id }: Shown, token = this.gateway.anna): Promise<Answer> {
    return this.gateway.inner.call(token, 'POST', `/v1/previews/${id}/decline`);
  }

  async open(release: string): Promise<Record<string, unknown>> {
    const { plaintext } = await compactDecrypt(release, this.keys.privateKey);
    return JSON.parse(new TextDecoder().decode(plaintext)) as Record<string, unknown>;
  }

  /** Id of a release under this choice, which nobody has taken. */
  async released(consentId: string): Promise<string> {
    const { body } = await this.use(await this.shown(consentId));
    return (await this.open(body['release'] as string))['releaseId'] as string;
  }

  take(releaseId: string, key: string = randomUUID(), token = this.authority): Promise<Answer> {
    return this.gateway.inner.call(token, 'POST', '/v1/releases', { releaseId }, { 'idempotency-key': key });
  }
}
