import { setTimeout as pause } from 'node:timers/promises';
import { renameSync, writeFileSync } from 'node:fs';
import { CompactSign, generateKeyPair, exportJWK, importJWK, type JWK } from 'jose';
import { v7 } from 'uuid';
import { HOLDINGS_TYP, type HoldingsQuestion } from '#libs/contracts';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { applyBenchPolicy } from '../bench/lookup/policy.ts';
import { appSettings } from '../deploy/local/app-settings.ts';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';

/** Shorter than anybody would have it, so that a whole rotation fits into a test. */
const MAX_AGE_S = 2;
/** The register's longest age, and the second after which the gateway looks at its file. */
const STEP_MS = (MAX_AGE_S + 1) * 1_000;
const CALLERS = 8;
const CLIENT = 'parking-hannover';

interface Running {
  readonly stack: IsolatedStack;
  /** Processes of the gateway and of the residents register; they are ended. */
  readonly processes: readonly ManagedProcess[];
  /** Looks somebody up. */
  readonly ask: (n: number, token: string) => Promise<Response>;
}

/** The permit key goes from next to current to former to gone, while lookups go on. */
export function describeRotatedKeys(given: () => Running): void {
  describe('a permit key that is rotated under lookups', () => {
    let stack: IsolatedStack;
    let keys: Readonly<Record<'one' | 'two', JWK>>;
    let file: string;
    let published: string;

    /** In one move, as a mounted secret changes. */
    const put = (...set: readonly JWK[]): void => {
      writeFileSync(`${file}.new`, JSON.stringify({ keys: set }), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    };

    beforeAll(async () => {
      ({ stack } = given());
      keys = { one: await privateJwk('one'), two: await privateJwk('two') };
      file = stack.home.path('permit-keys.json');
      published = `${internalDoor(stack, 'gateway')}/internal/v1/permit-keys`;
      await Promise.all(given().processes.map((each) => each.stop()));
      put(keys.one);
      await applyBenchPolicy(stack, CLIENT);
      const ofGateway = { PERMIT_SIGNING_JWK: '', PERMIT_SIGNING_JWK_FILE: file };
      const ofRegister = {
        ...{ PERMIT_JWKS: '', PERMIT_JWKS_FILE: '', PERMIT_JWKS_URL: published },
        PERMIT_KEYS_MAX_AGE_S: `${MAX_AGE_S}`,
      };
      await Promise.all([stack.startApp('gateway', ofGateway), stack.startApp('residents', ofRegister)]);
    });

    it('refuses no permit on the way, and a permit of the key that is gone afterwards', async () => {
      const token = await tokenOf(stack.endpoints, CLIENT);
      const over = new AbortController();
      let answered = 0;
      const refused: string[] = [];
      const caller = async (n: number): Promise<void> => {
        while (!over.signal.aborted) {
          const response = await given().ask(n, token);
          const text = await response.text();
          answered += 1;
          if (!text.includes('"EVIDENCE"')) refused.push(text);
        }
      };
      const callers = Promise.all(Array.from({ length: CALLERS }, (_, n) => caller(100 + n)));
      /** Until the gateway publishes these, every register has them, and lookups have gone on under them. */
      const step = async (...set: readonly JWK[]): Promise<void> => {
        put(...set);
        const kids = set.map(({ kid }) => kid).join();
        await eventually(
          'the keys are published',
          () => kidsAt(published),
          (found) => found === kids,
        );
        const before = answered;
        await pause(STEP_MS); // sleeps: the time that docs/keys.md gives a step is what is tested
        await eventually('lookups go on', () => answered > before + CALLERS);
      };

      await step(keys.one, keys.two);
      expect(await statusOf(keys.two)).toBe(200);
      await step(keys.two, keys.one);
      expect(await statusOf(keys.one)).toBe(200);
      await eventually('there were many lookups', () => answered > 100);
      await step(keys.two);
      expect(await statusOf(keys.one)).toBe(403);
      over.abort();
      await callers;
      process.stdout.write(
        `While the keys rotated: ${answered} lookups, ${refused.length} of them refused.\n`,
      );
      expect(refused).toEqual([]);
    });

    /** Of a question that this key signed, at the register. */
    async function statusOf(key: JWK): Promise<number> {
      const iat = Math.floor(Date.now() / 1_000);
      const envelope = { iss: stack.endpoints.apps.gateway, aud: 'residents', iat, exp: iat + 30 } as const;
      const question: HoldingsQuestion = { ...envelope, after: v7() };
      const jws = await new CompactSign(Buffer.from(JSON.stringify(question)))
        .setProtectedHeader({ alg: 'EdDSA', kid: key.kid ?? '', typ: HOLDINGS_TYP })
        .sign(await importJWK(key, 'EdDSA'));
      const headers = { 'content-type': 'application/jose' };
      const url = `${internalDoor(stack, 'residents')}/internal/v1/holdings`;
      return (await fetch(url, { method: 'POST', headers, body: jws })).status;
    }
  });
}

/** Where services call an app. */
const internalDoor = ({ facts, endpoints }: IsolatedStack, app: 'gateway' | 'residents'): string =>
  appSettings(app, facts)['INTERNAL_URL'] ?? endpoints.apps[app];

async function privateJwk(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { ...(await exportJWK(privateKey)), kid };
}

async function kidsAt(url: string): Promise<string> {
  const { keys } = (await (await fetch(url)).json()) as { readonly keys: readonly JWK[] };
  return keys.map(({ kid }) => kid).join();
}
