import { cpus } from 'node:os';
import { freePort } from '#libs/local-services';
import { table } from '#libs/terminal';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { startProgram } from '../../deploy/local/program.ts';
import { untilReady } from '../../deploy/local/readiness.ts';
import { measure, median, round, type Run, sharesText, summary } from '../measure.ts';
import { closedLoop, connect, poolFor } from './closed-loop.ts';
import type { Conditions } from './cpu.ts';
import type { Load } from './loads.ts';
import type { SecureLoads } from './secure-loads.ts';

/** CPU of a lookup as a share of the ordinary endpoint's. */
const targets = { certificate: { limit: 0.8, goal: 0.7 }, proof: { limit: 1, goal: 0.85 } } as const;

type Name = 'baseline' | 'certificate' | 'proof';

/** More than two cores answer. A proof is good for a minute, so a run has to be shorter. */
const aheadFor = ({ seconds }: Conditions): number => 2_000 * seconds;

interface Measured {
  readonly run: Run;
  /** CPU of one connection, TLS handshakes and all, beyond that of its request. */
  readonly connectionMicros: number;
}

type Processes = Readonly<Record<string, number>>;

async function measured(
  processes: Processes,
  load: Load,
  { concurrency, seconds }: Conditions,
): Promise<Measured> {
  const pool = poolFor(load, concurrency);
  const begun = await measure(processes, () => connect(pool, load, concurrency));
  const run = await measure(processes, () => closedLoop(load, concurrency, seconds, pool));
  await pool.close();
  return { run, connectionMicros: begun.cpuMicrosPerRequest - run.cpuMicrosPerRequest };
}

/** TLS on both hops, and an ordinary endpoint with TLS and a check of tokens, turn by turn on the same cores. */
export async function compareSecure(
  stack: IsolatedStack,
  loads: SecureLoads,
  pids: Processes,
  conditions: Conditions,
  say: (text: string) => void,
): Promise<void> {
  const port = await freePort();
  const { certFile, keyFile } = stack.facts.tls!.ofApp('residents');
  const caFile = stack.endpoints.tls!.caFile;
  const baseline = startProgram(stack.home, {
    name: 'baseline',
    script: 'bench/lookup/baseline.main.js',
    env: {
      DATABASE_URL: stack.databases.residents.migratorUrl,
      PORT: `${port}`,
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
      NODE_EXTRA_CA_CERTS: caFile,
      ISSUER_URL: stack.endpoints.issuer,
      AUDIENCE: stack.endpoints.apps.gateway,
    },
    isBusy: true,
  });
  const url = `https://127.0.0.1:${port}`;
  await untilReady(baseline, url, undefined, { caFile });
  const ours = { ...pids, postgres: stack.postgres.pid };
  const theirs = { nest: baseline.pid, postgres: stack.postgres.pid };
  const results: Record<Name, Measured[]> = { baseline: [], certificate: [], proof: [] };
  for (let turn = 0; turn <= conditions.runs; turn++) {
    say(turn === 0 ? 'warming up …' : `run ${turn} of ${conditions.runs} …`);
    const one = {
      baseline: await measured(theirs, await loads.baseline(url), conditions),
      certificate: await measured(ours, await loads.certificate(), conditions),
      proof: await measured(ours, await loads.proof(aheadFor(conditions)), conditions),
    };
    if (turn > 0) for (const name of Object.keys(results) as Name[]) results[name].push(one[name]);
  }
  await baseline.stop();
  report(results, conditions, say);
}

const titles: Readonly<Record<Name, string>> = {
  baseline: '(a) NestJS + TypeORM findOne, TLS, bearer check',
  certificate: '(b) lawful lookup, TLS, certificate-bound',
  proof: '(c) lawful lookup, TLS, DPoP',
};

function report(
  results: Readonly<Record<Name, readonly Measured[]>>,
  { runs, seconds, concurrency }: Conditions,
  say: (text: string) => void,
): void {
  const rows = (Object.keys(titles) as Name[]).map((name) => ({
    name,
    run: summary(results[name].map(({ run }) => run)),
    connection: median(results[name].map(({ connectionMicros }) => connectionMicros)),
  }));
  const cpuOf = (name: Name): number => rows.find((row) => row.name === name)?.run.cpuMicrosPerRequest ?? NaN;
  say(
    `\n${table(rows, [
      {
        title: `median of ${runs} runs of ${seconds} s, ${concurrency} in flight`,
        of: ({ name }) => titles[name],
      },
      { title: 'CPU µs', of: ({ run }) => run.cpuMicrosPerRequest.toFixed(0), right: true },
      { title: 'per s', of: ({ run }) => run.perSecond.toFixed(0), right: true },
      { title: 'p50 ms', of: ({ run }) => run.p50Ms.toFixed(1), right: true },
      { title: 'p99 ms', of: ({ run }) => run.p99Ms.toFixed(1), right: true },
      { title: 'a connection, CPU µs', of: ({ connection }) => connection.toFixed(0), right: true },
      { title: 'CPU µs by process', of: ({ run }) => sharesText(run.shares) },
    ])}\n`,
  );
  const ratios = {
    certificate: cpuOf('certificate') / cpuOf('baseline'),
    proof: cpuOf('proof') / cpuOf('baseline'),
  };
  const figures = rows.map(({ name, run, connection }) => [
    name,
    { ...figuresOf(run), connectionCpuMicros: round(connection, 0) },
  ]);
  say(
    JSON.stringify({
      bench: 'lookup-secure',
      ratio: round(Math.max(ratios.certificate, ratios.proof), 3),
      certificateRatio: round(ratios.certificate, 3),
      dpopRatio: round(ratios.proof, 3),
      targets,
      met: ratios.certificate <= targets.certificate.limit && ratios.proof <= targets.proof.limit,
      ...(Object.fromEntries(figures) as object),
      runs,
      secondsPerRun: seconds,
      inFlight: concurrency,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}

const figuresOf = ({ cpuMicrosPerRequest, perSecond, p50Ms, p99Ms }: Run): object => ({
  cpuMicros: round(cpuMicrosPerRequest),
  perSecond: round(perSecond, 0),
  p50Ms: round(p50Ms, 2),
  p99Ms: round(p99Ms, 2),
});
