import { inspect } from 'node:util';
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import { Einmal, gateway, Problem } from './index.ts';
import { aRefusal, type Asked, type Exchange } from './testing/exchange.ts';
import { failureOf, lookup, Stand } from './testing/stand.ts';

describe('a client of a service', () => {
  let stand: Stand;
  let exchange: Exchange;
  let service: Stand['service'];

  beforeEach(async () => {
    stand = await Stand.open();
    ({ exchange, service } = stand);
  });

  afterEach(() => stand.close());

  it('proves by the keys of the login that a token bound to them is used by its holder', async () => {
    const proofKeys = await generateKeyPair('ES256');
    const { url } = exchange;
    const session = stand.client.session(gateway, { url, token: () => 'of-anna', proofKeys });
    await session.call('GET /v1/consents');
    const [{ headers }] = exchange.asked as [Asked];
    expect(headers).toMatchObject({ authorization: 'DPoP of-anna' });
    const { jwk } = decodeProtectedHeader(String(headers['dpop']));
    expect(jwk).toEqual(await exportJWK(proofKeys.publicKey));
  });

  it('says where in a trace its caller is, unless a call says it', async () => {
    const [own, ofCall] = ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '00-c0ffee'];
    const { privateJwk } = stand;
    const client = new Einmal({
      ...{ issuer: exchange.url, clientId: 'parking', privateJwk },
      traceparent: () => own,
    });
    const session = client.session(gateway, { url: exchange.url, token: () => 'of-anna' });
    await session.call('GET /v1/consents');
    await session.call('GET /v1/consents', { traceparent: ofCall });
    expect(exchange.asked.map(({ headers }) => headers['traceparent'])).toEqual([own, ofCall]);
    await client.close();
  });

  it.each(['.', '..'])('asks nothing where a path member would lead to another route (%s)', async (id) => {
    const call = service.call('POST /v1/previews/{id}/decline', { path: { id } });
    expect(await failureOf(call)).toBeInstanceOf(TypeError);
    expect(exchange.asked).toEqual([]);
  });

  describe('and its problems', () => {
    it('are typed by code', async () => {
      exchange.answers = [
        {
          status: 403,
          body: {
            status: 403,
            code: 'consent-withdrawn',
            detail: 'd',
            lookupId: 'l',
            traceId: 't',
            errors: [],
          },
        },
      ];
      const error = await failureOf(service.call('POST /v1/lookups', lookup));
      expect(error).toBeInstanceOf(Problem);
      const problem = error as Problem;
      expect(problem.is('consent-withdrawn', 'consent-expired')).toBe(true);
      expect(problem.is('consent-expired')).toBe(false);
      expect(problem).toMatchObject({ isKnown: true, lookupId: 'l', traceId: 't', status: 403 });
    });

    it('say so where something else answered', async () => {
      exchange.answers = [{ status: 502, body: '<html>proxy</html>' }];
      const error = await failureOf(service.call('POST /v1/lookups', lookup));
      expect(error).toMatchObject({ code: 'http-502', isKnown: false });
      expect(String(error)).not.toContain('proxy');
    });

    it('hold no secret and nothing of the request, nor does the client show any', async () => {
      exchange.answers = [{ silent: true }];
      const silence = await failureOf(service.call('POST /v1/lookups', lookup));
      exchange.answers = [aRefusal(403, 'grant-missing')];
      const refusal = await failureOf(service.call('POST /v1/lookups', lookup));
      exchange.token = () => ({ status: 401, body: { error: 'invalid_client' } });
      const { client, privateJwk } = stand;
      const other = client.service(gateway, { url: exchange.url, scope: 'lookup' });
      const noToken = await failureOf(other.call('POST /v1/lookups', lookup));
      const shown = [silence, refusal, noToken, client, service]
        .map((each) => inspect(each, { depth: 9 }))
        .join();
      for (const secret of ['token-1', privateJwk.d!, 'H-XX 999', 'eyJ']) expect(shown).not.toContain(secret);
    });
  });

  describe('and what comes in parts', () => {
    it('reads a list to its end, page after page', async () => {
      exchange.answers = [
        { body: { releases: [{ id: 'a' }, { id: 'b' }], next: 'b' } },
        { body: { releases: [{ id: 'c' }] } },
      ];
      const found: string[] = [];
      for await (const { id } of service.entries('GET /v1/releases', { query: { limit: 2 } })) found.push(id);
      expect(found).toEqual(['a', 'b', 'c']);
      expect(exchange.asked.map(({ path }) => path)).toEqual([
        '/v1/releases?limit=2',
        '/v1/releases?limit=2&after=b',
      ]);
    });

    it('follows a feed from cursor to cursor until it is told to stop', async () => {
      exchange.answers = [
        { body: { events: [{ id: '1' }], next: 'n1' } },
        { body: { events: [], next: 'n2' } },
        { body: { events: [{ id: '2' }], next: 'n3' } },
      ];
      const controller = new AbortController();
      const cursors: string[] = [];
      const input = { path: { id: 'f' }, query: { after: 'n0' }, signal: controller.signal };
      for await (const { next } of service.follow('GET /v1/feeds/{id}', input))
        if (cursors.push(next) === 3) controller.abort();
      expect(cursors).toEqual(['n1', 'n2', 'n3']);
      expect(exchange.asked.map(({ path }) => path)).toEqual(
        ['n0', 'n1', 'n2'].map((after) => `/v1/feeds/f?after=${after}&waitS=25`),
      );
    });

    it('ends a feed with what the service refuses', async () => {
      exchange.answers = [aRefusal(410, 'cursor-expired')];
      const feed = service.follow('GET /v1/feeds/{id}', { path: { id: 'f' } });
      expect(await failureOf(feed.next())).toMatchObject({ code: 'cursor-expired' });
    });
  });
});
