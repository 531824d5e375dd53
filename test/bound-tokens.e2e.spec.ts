import { readFileSync } from 'node:fs';
import pg from 'pg';
import { Pool } from 'undici';
import type { ManagedProcess } from '#libs/local-services';
import { testCertificate } from '#libs/test-kit';
import { type Load, prepareLoads } from '../bench/lookup/loads.ts';
import { applyBenchPolicy } from '../bench/lookup/policy.ts';
import { byCertificate, byProof, registerByProof, secureLoads } from '../bench/lookup/secure-loads.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';

const PROOFS = 1_000;
const IN_FLIGHT = 8;
const officer = 'officer-residents';

interface Credential {
  readonly cert: string;
  readonly key: string;
}

describe('bound tokens at two gateways and a register', () => {
  let stack: IsolatedStack;
  let second: { readonly managed: ManagedProcess; readonly port: number };
  let load: Load;
  let doors: readonly [Pool, Pool];

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'gateway'], {}, true);
    await applyBenchPolicy(stack, byCertificate, byProof);
    registerByProof(stack);
    await Promise.all([stack.startApp('identity'), stack.startApp('residents'), stack.startApp('gateway')]);
    second = await stack.startReplica('gateway');
    load = await secureLoads(stack, await prepareLoads(stack, 50)).proof();
    const connect = { ca: load.tls!.ca };
    const urls = [stack.endpoints.apps.gateway, `https://127.0.0.1:${second.port}`] as const;
    doors = [new Pool(urls[0], { connect }), new Pool(urls[1], { connect })];
  }, 600_000);

  afterAll(async () => {
    await Promise.all((doors ?? []).map((door) => door.destroy()));
    await stack?.stop();
  });

  /** The n-th lookup, with the headers that it is sent with everywhere. */
  const lookup = (n: number) => {
    const { path, body } = load.request(n);
    return {
      path,
      body: body!,
      method: 'POST',
      headers: { ...load.headers, ...load.proofs!(path) },
    } as const;
  };

  async function answerOf(door: Pool, request: ReturnType<typeof lookup>): Promise<string> {
    const { statusCode, headers, body } = await door.request(request);
    const { code, status } = (await body.json()) as { readonly code?: string; readonly status?: string };
    const challenge = /error="\w+"/.exec(String(headers['www-authenticate'] ?? ''))?.[0];
    return [statusCode, code ?? status, challenge].filter((part) => part !== undefined).join(' ');
  }

  it('take one proof once, each of 1,000 times that it comes to both gateways at once', async () => {
    const counts = new Map<string, number>();
    const pairs: string[] = [];
    let sent = 0;
    const caller = async (): Promise<void> => {
      while (sent < PROOFS) {
        const request = lookup(sent++);
        const answers = await Promise.all(doors.map((door) => answerOf(door, request)));
        for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
        pairs.push(answers.toSorted().join(' | '));
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
    const refusal = '401 token-invalid error="invalid_dpop_proof"';
    expect(Object.fromEntries(counts)).toEqual({ '200 EVIDENCE': PROOFS, [refusal]: PROOFS });
    expect([...new Set(pairs)]).toEqual([`200 EVIDENCE | ${refusal}`]);
    // Who is refused for a proof was not decided upon.
    expect(await decisions()).toBe(PROOFS);
  });

  it('take none that a gateway spent on a request which it then refused, whatever it refused it for', async () => {
    const spoilt = [
      { body: '{}', first: '400 member-missing' },
      { more: { 'idempotency-key': 'one' }, first: '400 idempotency-key-refused' },
    ];
    for (const { body, more, first } of spoilt) {
      const good = lookup(0);
      const bad = {
        ...good,
        body: body ?? good.body,
        headers: { ...good.headers, ...more },
      };
      expect(await answerOf(doors[0], bad)).toBe(first);
      expect(await answerOf(doors[1], good)).toMatch(/^401 token-invalid/);
    }
  });

  it('take no proof that a gateway spent which was killed', async () => {
    const request = lookup(1);
    expect(await answerOf(doors[1], request)).toBe('200 EVIDENCE');
    await second.managed.kill9();
    expect(await answerOf(doors[0], request)).toMatch(/^401 token-invalid/);
  });

  describe.each([
    ['the gateway', 'gateway', byCertificate, 'housing-goettingen', '/v1/grants/mine'],
    ['the residents register', 'residents', officer, byCertificate, '/v1/residents'],
  ] as const)('%s', (_name, app, client, another, path) => {
    const credentialOf = (name: string): Credential => {
      const { certFile = '', keyFile = '' } = stack.endpoints.clients[name]!;
      return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    };
    const authority = (): Credential => ({
      cert: readFileSync(stack.home.path('tls', 'ca.crt'), 'utf8'),
      key: readFileSync(stack.home.path('tls', 'ca.key'), 'utf8'),
    });
    const ended = { from: new Date(Date.now() - 7_200_000), to: new Date(Date.now() - 3_600_000) };

    const shown: readonly (readonly [string, string, () => Promise<Credential | undefined>])[] = [
      ['its own certificate', '200', async () => credentialOf(client)],
      ["another client's", '401 token-invalid', async () => credentialOf(another)],
      ['none', '401 token-binding-missing', async () => undefined],
      ['one that the client signed itself', '401 token-invalid', () => testCertificate(client)],
      [
        'one that ended',
        '401 token-binding-missing',
        () => testCertificate(client, { by: authority(), ...ended }),
      ],
    ];

    it.each(shown)('answers a token beside %s with %s', async (_story, answer, credential) => {
      const token = await tokenOf(stack.endpoints, client);
      const connect = { ca: authority().cert, ...(await credential()) };
      const door = new Pool(stack.endpoints.apps[app], { connect });
      const headers = { authorization: `Bearer ${token}` };
      const { statusCode, body } = await door.request({ path, method: 'GET', headers });
      const { code = '' } = (await body.json()) as { readonly code?: string };
      await door.close();
      expect(`${statusCode} ${code}`.trim()).toBe(answer);
    });
  });

  async function decisions(): Promise<number> {
    const client = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
    await client.connect();
    const { rows } = await client.query<{ n: number }>('select count(*)::integer as n from decision');
    await client.end();
    return rows[0]!.n;
  }
});
