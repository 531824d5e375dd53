import { Einmal, gateway, NoAnswer, Problem } from './index.ts';
import { aRefusal, type Exchange } from './testing/exchange.ts';
import { failureOf, keysOf, lookup, proofOf, Stand, subscription } from './testing/stand.ts';

describe('a client, when something fails', () => {
  let stand: Stand;
  let exchange: Exchange;
  let service: Stand['service'];

  beforeEach(async () => {
    stand = await Stand.open();
    ({ exchange, service } = stand);
  });

  afterEach(() => stand.close());

  it('repeats a GET, and what has an idempotency key under the same one', async () => {
    exchange.answers = [aRefusal(503, 'not-ready'), { silent: true }, { body: { grants: [] } }];
    expect(await service.call('GET /v1/grants/mine')).toEqual({ grants: [] });
    exchange.asked.length = 0;
    exchange.answers = [{ silent: true }, aRefusal(409, 'idempotency-key-in-use'), { body: { feed: 'f' } }];
    expect(await service.call('POST /v1/subscriptions', subscription)).toEqual({ feed: 'f' });
    await service.call('POST /v1/subscriptions', subscription);
    const [first, second, third, other] = keysOf(exchange);
    expect(first).toMatch(/^[\w-]{36}$/);
    expect([second, third]).toEqual([first, first]);
    expect(other).not.toBe(first);
    expect(new Set(exchange.asked.map((each) => proofOf(each).jti)).size).toBe(4);
  });

  it('takes the key of whoever must survive a crash, and none where a route refuses it', async () => {
    await service.call('POST /v1/releases', { body: { releaseId: 'r' }, idempotencyKey: 'case-7' });
    await service.call('POST /v1/lookups', lookup);
    expect(keysOf(exchange)).toEqual(['case-7', undefined]);
  });

  it('sends everything else once, unless the caller knows better', async () => {
    exchange.answers = [aRefusal(503, 'overloaded')];
    expect(await failureOf(service.call('POST /v1/lookups', lookup))).toMatchObject({ code: 'overloaded' });
    expect(exchange.asked).toHaveLength(1);
    await failureOf(service.call('POST /v1/lookups', { ...lookup, repeatable: true }));
    expect(exchange.asked).toHaveLength(4);
    exchange.answers = [{ silent: true }];
    expect(await failureOf(service.call('POST /v1/lookups', lookup))).toBeInstanceOf(NoAnswer);
    expect(exchange.asked).toHaveLength(5);
  });

  it.each([400, 403, 404, 410, 422])('does not repeat %i', async (status) => {
    exchange.answers = [aRefusal(status, 'request-invalid')];
    expect(await failureOf(service.call('GET /v1/grants/mine'))).toBeInstanceOf(Problem);
    expect(exchange.asked).toHaveLength(1);
  });

  it('waits as long as it is told, or says for how long it would have to', async () => {
    const ok = { body: {} };
    exchange.answers = [aRefusal(429, 'quota-exceeded', { 'retry-after': '1' }), ok];
    const started = Date.now();
    await service.call('GET /v1/grants/mine');
    // sleeps: Retry-After counts whole seconds
    expect(Date.now() - started).toBeGreaterThanOrEqual(1_000);
    exchange.answers = [aRefusal(429, 'quota-exceeded', { 'retry-after': '3600' }), ok];
    const error = await failureOf(service.call('GET /v1/grants/mine'));
    expect(error).toMatchObject({ code: 'quota-exceeded', retryAfterS: 3_600 });
  });

  it('ends with the signal, also in a pause', async () => {
    exchange.answers = [aRefusal(503, 'not-ready', { 'retry-after': '50' })];
    const controller = new AbortController();
    exchange.answered = () => controller.abort(new Error('enough'));
    const { signal } = controller;
    expect(await failureOf(service.call('GET /v1/grants/mine', { signal }))).toEqual(new Error('enough'));
    expect(exchange.asked).toHaveLength(1);
  });

  it('gives up an answer that does not come', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    exchange.token = async () => {
      await promise;
      return { silent: true };
    };
    const hasty = new Einmal({
      issuer: exchange.url,
      clientId: 'c',
      privateJwk: stand.privateJwk,
      timeoutMs: 50,
      patience: { attempts: 1 },
    });
    const error = await failureOf(
      hasty.service(gateway, { url: exchange.url, scope: 's' }).call('GET /v1/grants/mine'),
    );
    expect(error).toMatchObject({ name: 'NoAnswer', reason: 'timeout' });
    resolve();
    await hasty.close();
  });
});
