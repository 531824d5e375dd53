import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { applyToStack, consentPolicy } from '../bench/lookup/policy.ts';
import { insertConsents, question } from '../bench/lookup/setup.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { importLines } from '../deploy/local/sample-import.ts';
import { byAuthority, type LinesByAuthority } from '../deploy/local/sample-split.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import type { ResidentRecord } from '../deploy/sample/sample-record.ts';
import { usualSample } from '../deploy/sample/sample.ts';
import { testIdnr } from '../deploy/sample/test-idnr.ts';
import { writeSample } from '../deploy/sample/write-sample.ts';

type Person = Pick<ResidentRecord, 'idnr' | 'birthDate' | 'locks'>;

const TOWN = 'meldebehoerde-goettingen';
const UNKNOWN = 60;
/** No number of the sample. */
const OTHER_SEED = 99;

const peopleIn = (lines: LinesByAuthority): readonly Person[] =>
  [...lines.values()]
    .flat()
    .map((line) => JSON.parse(line) as Person)
    .filter(({ locks = [] }) => locks.length === 0);

/** What a caller sees, but for what is another one each time. */
interface Seen {
  readonly status: number;
  readonly headers: object;
  readonly body: object;
}
const textOf = (seen: Seen): string => JSON.stringify(seen);

/** People whom no register has heard of, other ones for each group. */
const nobody = (group: number): readonly Person[] =>
  Array.from({ length: UNKNOWN }, (_, n) => ({
    idnr: testIdnr(group * UNKNOWN + n, OTHER_SEED),
    birthDate: '1980-05-17',
  }));

describe('one of two registers of residents that is away', () => {
  let stack: IsolatedStack;
  let register: ManagedProcess;
  let consents: ReadonlyMap<string, string>;
  let ofHannover: readonly Person[];
  let ofGoettingen: readonly Person[];

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'residents-goettingen', 'gateway']);
    const started = await Promise.all([
      stack.startApp('residents-goettingen'),
      stack.startApp('identity'),
      stack.startApp('residents'),
      stack.startApp('gateway'),
    ]);
    register = started[0];
    const options = { ...usualSample, residents: 600, vehicles: 2 };
    const all = [...byAuthority('residents', writeSample(options, stack.home.path('sample')).residents)];
    const goettingen = new Map(all.filter(([authority]) => authority === TOWN));
    const others = new Map(all.filter(([authority]) => authority !== TOWN));
    for (const [app, lines] of [
      ['residents', others],
      ['residents-goettingen', goettingen],
    ] as const) {
      const { failed } = await importLines({
        url: stack.endpoints.apps[app],
        tokenFor: (authority) => tokenOf(stack.endpoints, `officer-${app}`, authority),
        lines,
        onProgress: () => undefined,
      });
      if (failed > 0) throw new Error(`${app} did not accept ${failed} of the sample`);
    }
    [ofHannover, ofGoettingen] = [peopleIn(others).slice(0, 20), peopleIn(goettingen)];
    const asked = [...ofHannover, ...ofGoettingen, ...[0, 1, 2].flatMap(nobody)];
    await applyToStack(stack, consentPolicy());
    const ids = await insertConsents(stack, asked);
    consents = new Map(asked.map(({ idnr }, index) => [idnr, ids[index]!]));
    await untilHeardOf(options.residents);
  });
  afterAll(() => stack?.stop());

  /** The directory has a row for each subject and one for each record. */
  async function untilHeardOf(residents: number): Promise<void> {
    const owner = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
    await owner.connect();
    await eventually(
      'the gateway has heard of everybody',
      async () => (await owner.query('select from routing.residence')).rowCount,
      (rows) => rows === 2 * residents,
      120_000,
    );
    await owner.end();
  }

  /** Of each person, one after the other. */
  async function lookUp(people: readonly Person[]): Promise<readonly Seen[]> {
    const token = await tokenOf(stack.endpoints, 'parking-hannover');
    const seen: Seen[] = [];
    for (const { idnr, birthDate } of people) {
      const response = await fetch(`${stack.endpoints.apps.gateway}/v1/lookups`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          evidenceType: question.evidenceType,
          purpose: question.purpose,
          subject: { idnr, birthDate },
          consentId: consents.get(idnr),
        }),
      });
      const { lookupId: _, traceId: _trace, ...body } = (await response.json()) as Record<string, unknown>;
      const own = new Set(['date', 'x-request-id', 'traceparent', 'ratelimit', 'content-length']);
      const headers = Object.fromEntries([...response.headers].filter(([name]) => !own.has(name)));
      seen.push({ status: response.status, headers, body });
    }
    return seen;
  }

  it('answers like one that has never heard of a person', async () => {
    expect((await lookUp(ofHannover)).map(({ body }) => body)).toEqual(
      ofHannover.map(() => expect.objectContaining({ status: 'EVIDENCE' })),
    );
    expect((await lookUp(ofGoettingen)).map(({ body }) => body)).toEqual(
      ofGoettingen.map(() => expect.objectContaining({ status: 'EVIDENCE' })),
    );
    const neutral = await lookUp(nobody(0));
    expect(new Set(neutral.map(textOf)).size).toBe(1);

    process.kill(register.pid, 'SIGKILL');
    await register.exited;

    const kept = new Set((await lookUp(ofGoettingen)).map(textOf));
    const unknown = (await lookUp(nobody(1))).map(textOf);
    // Some of those whom nobody knows are asked for at the one that is away, the others at the one that is not.
    expect(kept.size).toBe(1);
    expect(new Set(unknown)).toEqual(new Set([...kept, textOf(neutral[0]!)]));
    expect([...kept][0]).toContain('register-unavailable');
    expect((await lookUp(ofHannover)).map(({ status }) => status)).toEqual(ofHannover.map(() => 200));
  });

  it('is named by no answer, log or metric of the gateway', async () => {
    const seen = await lookUp([...ofGoettingen, ...nobody(2)]);
    const log = readFileSync(stack.home.path('logs', 'gateway.log'), 'utf8');
    const metrics = await (await fetch(`${stack.endpoints.system.gateway}/metrics`)).text();
    const { 'residents-goettingen': port } = stack.facts.ports;
    expect(log).toContain('register gave no answer');
    for (const text of [seen.map(textOf).join(), log, metrics])
      expect(text).not.toMatch(new RegExp(`goettingen|göttingen|:${port}`, 'i'));
  });
});
