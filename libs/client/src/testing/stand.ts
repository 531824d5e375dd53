import { decodeJwt, exportJWK, generateKeyPair, type JWK, type JWTPayload } from 'jose';
import { Einmal, gateway, type Gateway, type ServiceClient } from '../index.ts';
import { type Asked, Exchange } from './exchange.ts';

export const lookup = {
  body: { evidenceType: 'vehicles.parking-permit.v1', purpose: 'p', subject: { plate: 'H-XX 999' } },
};
export const subscription = {
  body: { purpose: 'p', eventTypes: ['e'], lastDay: '2026-12-31', subjects: [] },
};

export const proofOf = ({ headers }: Asked): JWTPayload => decodeJwt(String(headers['dpop']));

export const keysOf = ({ asked }: Exchange): unknown[] =>
  asked.map(({ headers }) => headers['idempotency-key']);

export const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const keys = generateKeyPair('ES256', { extractable: true });

/** An exchange and its client, for one test. */
export class Stand {
  readonly exchange: Exchange;
  readonly privateJwk: JWK;
  readonly client: Einmal;
  readonly service: ServiceClient<Gateway.Routes>;

  private constructor(exchange: Exchange, privateJwk: JWK) {
    this.exchange = exchange;
    this.privateJwk = privateJwk;
    const patience = { attempts: 3, firstPauseMs: 1 };
    this.client = new Einmal({ issuer: exchange.url, clientId: 'parking', privateJwk, patience });
    this.service = this.client.service(gateway, { url: exchange.url, scope: 'lookup' });
  }

  static async open(): Promise<Stand> {
    const { privateKey } = await keys;
    const privateJwk = { ...(await exportJWK(privateKey)), kid: 'key-1', alg: 'ES256' };
    return new Stand(await Exchange.open(), privateJwk);
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.exchange.close();
  }
}
