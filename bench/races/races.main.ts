/**
 * `npm run test:races`: releases by two gateways, while every second citizen withdraws in the middle of theirs: none is
 * answered that was asked for after the acknowledgement. Then the same without Kafka, and with the register killed from a
 * third to two thirds. `-- --releases 2000` takes fewer than 100,000, `-- --citizens 20` of fewer than 100 people.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { describeFailure } from '#libs/local-services';
import { ProgressBar, table } from '#libs/terminal';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { applyBenchPolicy } from '../lookup/policy.ts';
import { openSessions, type Sessions } from '../preview/sessions.ts';
import { registerKey } from '../preview/stories.ts';
import { loadResidents } from '../sample-people.ts';
import { insertConsents, question } from '../lookup/setup.ts';
import { Calls } from './calls.ts';
import { type KeptRecords, keptRecords } from './kept-records.ts';
import { faultsOf } from './race-faults.ts';
import { type Consenting, waitingReleases } from './waiting-releases.ts';
import { type Race, type RaceCounts, raceWithdrawals } from './withdrawal-race.ts';

const { values } = parseArgs({
  options: {
    releases: { type: 'string', default: '100000' },
    citizens: { type: 'string', default: '100' },
    'in-flight': { type: 'string', default: '64' },
  },
});
const citizens = Number(values.citizens);
const each = Math.ceil(Number(values.releases) / citizens);
const inFlight = Number(values['in-flight']);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Result {
  readonly name: string;
  readonly counts: RaceCounts;
  readonly kept: KeptRecords;
  readonly seconds: number;
}

let stack: IsolatedStack | undefined;
let sessions: Sessions | undefined;
try {
  say('starting PostgreSQL, Kafka, identity, residents and two gateways …');
  stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
  sessions = await openSessions(stack.endpoints.clients['parking-hannover']!.audience);
  process.exitCode = await play(stack, sessions);
} catch (error) {
  say(`\n${describeFailure(error)}`);
  process.exitCode = 1;
} finally {
  sessions?.close();
  await stack?.stop();
}

async function play(stack: IsolatedStack, sessions: Sessions): Promise<number> {
  await applyBenchPolicy(stack, 'parking-hannover');
  const issuer = { ISSUER_URL: sessions.issuerUrl };
  const [, register] = await Promise.all([stack.startApp('identity'), stack.startApp('residents')]);
  const [, replica] = [await stack.startApp('gateway', issuer), await stack.startReplica('gateway', issuer)];
  const urls = [stack.endpoints.apps.gateway, `http://127.0.0.1:${replica.port}`];
  const calls = new Calls(urls, inFlight);
  const client = { client_id: 'parking-hannover', scope: 'lookup', authority: question.authority };
  const token = (): Promise<string> => sessions.token({ sub: client.client_id, ...client });
  let office = await token();
  setInterval(() => void token().then((fresh) => (office = fresh)), 60_000).unref();
  await registerKey(urls[0]!, office);
  const people = (await loadResidents(stack, 3 * citizens)).slice(0, 2 * citizens);
  const consents = await insertConsents(stack, people);
  const given = people.map((person, at) => ({ person, consentId: consents[at]! }));
  const results: Result[] = [];
  const run = async (name: string, some: readonly Consenting[], further: Partial<Race>): Promise<void> => {
    say(`${name}: ${citizens} citizens with ${each} releases each …`);
    const waiting = await waitingReleases(stack, sessions, calls, { given: some, each });
    const bar = new ProgressBar({
      remark: (text) => process.stdout.write(text),
      live: process.stdout.isTTY,
      width: process.stdout.columns || 100,
    });
    const start = performance.now();
    const race = { calls, sessions, office: () => office, citizens: waiting, inFlight, bar, ...further };
    const counts = await raceWithdrawals(race);
    bar.end();
    const seconds = (performance.now() - start) / 1_000;
    const kept = await keptRecords(
      stack,
      some.map(({ consentId }) => consentId),
    );
    results.push({ name, counts, kept, seconds });
  };
  await run('everything up', given.slice(0, citizens), {});
  await stack.kafka.kill9();
  let back: Promise<unknown> | undefined;
  let killed: Promise<void> | undefined;
  await run('Kafka stopped, the register killed for a third', given.slice(citizens), {
    onShare: (share) => {
      if (share >= 1 / 3) killed ??= register.kill9();
      if (share >= 2 / 3) back ??= stack.startApp('residents');
    },
    beforeAgain: async () => void (await back),
  });
  await calls.close();
  return report(results);
}

function report(results: readonly Result[]): number {
  const faults = results.flatMap(({ name, counts, kept }) =>
    faultsOf(counts, kept).map((fault) => `${name}: ${fault}`),
  );
  for (const { name, counts, kept, seconds } of results) {
    const codes = [...new Set(Object.values(counts.answers).flatMap(Object.keys))].toSorted();
    const rows = codes.map((code) => ({ code, ...counts.answers }));
    say(`\n${name}, ${seconds.toFixed(0)} s, ${counts.withdrawals} withdrawals`);
    say(
      table(rows, [
        { title: 'answer, by when it was asked for', of: ({ code }) => code },
        { title: 'before the withdrawal', of: ({ code, before }) => before[code], right: true },
        { title: 'during', of: ({ code, during }) => during[code], right: true },
        { title: 'after its acknowledgement', of: ({ code, after }) => after[code], right: true },
      ]),
    );
    for (const [what, count] of Object.entries(counts.again)) say(`tried again, ${what}: ${count}`);
    say(`evidence that arrived after the acknowledgement, asked for before: ${counts.overtaken}`);
    const { taken, handedOver, open, uses, spent } = kept;
    say(`database: ${taken} taken, ${handedOver} handed over, ${open} open; ${uses} uses, ${spent} spent`);
  }
  say(
    faults.length === 0 ? '\n✔ nothing after an acknowledgement, one use each' : `\n✖ ${faults.join('\n✖ ')}`,
  );
  const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  say(
    JSON.stringify({
      test: 'races',
      releases: each * citizens,
      citizens,
      inFlight,
      faults,
      results,
      machine,
    }),
  );
  return faults.length === 0 ? 0 : 1;
}
