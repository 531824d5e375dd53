import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { root } from '../deploy/local/repository.ts';
import { commandsOf, documents, type PageCommands } from '../deploy/local/testing/page-commands.ts';

const text = readFileSync(join(root, 'docs/connect.md'), 'utf8');

export interface ConnectingStack {
  readonly page: PageCommands;
  readonly endpoints: Endpoints;
  readonly home: string;
}

/** What docs/connect.md promises, on a stack that somebody else has started. */
export function describeConnecting(stack: () => ConnectingStack): void {
  describe('docs/connect.md', () => {
    let printed: readonly (readonly Record<string, unknown>[])[];

    beforeAll(async () => {
      printed = (await stack().page.runAll(commandsOf(text))).map(documents);
    });

    it('makes a key pair and prints its public half', () => {
      const [publicJwk = {}] = printed[1] ?? [];
      const kept = JSON.parse(readFileSync(join(stack().home, 'my-key.json'), 'utf8')) as object;
      expect(Object.keys(publicJwk).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      expect(kept).toEqual({ ...publicJwk, d: expect.stringMatching(/^[\w-]{43}$/) as string });
    });

    it('finds the token endpoint', () => {
      const { issuer } = stack().endpoints;
      expect(printed[3]?.[0]).toMatchObject({ issuer, token_endpoint: `${issuer}/token` });
    });

    it('shows what can be asked for, and what this authority may', () => {
      expect(printed[4]).toEqual([
        { evidenceTypes: expect.any(Array) as unknown[] },
        expect.objectContaining({
          authority: 'strassenverkehr-hannover',
          grants: expect.any(Array) as unknown[],
        }),
        expect.objectContaining({
          authority: 'strassenverkehr-hannover',
          purposes: [expect.objectContaining({ id: 'resident-parking-permit' })],
        }),
      ]);
    });

    it('registers a key for releases, and lists what waits', () => {
      expect(printed[5]).toEqual([
        expect.objectContaining({ clientId: 'parking-hannover', jwk: expect.any(Object) as object }),
        { releases: [] },
      ]);
    });

    it('asks a person for evidence, and is told no more than that the request is open', () => {
      expect(printed[6]).toEqual([
        {
          id: expect.any(String) as string,
          state: 'OPEN',
          expiresAt: expect.any(String) as string,
          items: [{ evidenceType: 'residents.address.v1', state: 'OPEN' }],
        },
      ]);
    });

    it('is refused with a problem that names the member and no value', () => {
      expect(printed[7]).toEqual([
        expect.objectContaining({ code: 'field-unknown', lookupId: expect.any(String) as string }),
      ]);
      expect(JSON.stringify(printed[7])).not.toContain('H-EM');
    });

    it('reads on in the feed from a cursor', () => {
      expect(printed[8]).toEqual([
        { events: expect.any(Array) as unknown[], next: expect.any(String) as string },
      ]);
    });

    it('names the callback that is told of requests and releases', () => {
      expect(printed[9]).toEqual([
        expect.objectContaining({ callback: 'hannover-parking', clientId: 'parking-hannover' }),
      ]);
    });
  });
}
