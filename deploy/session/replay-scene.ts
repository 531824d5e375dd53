import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { ManagedProcess } from '#libs/local-services';
import type { IsolatedStack } from '../local/isolated-stack.ts';
import { readable } from '../local/readable.ts';
import type { Day } from './berlin-day.rules.ts';
import type { OperatorDesk, Refusal } from './operator-desk.ts';
import { heading, ProgressBar, say, type Screen } from './screen.ts';

export interface Replay {
  readonly id: string;
  readonly state: string;
  readonly orderHash: string;
  readonly dryRun?: {
    readonly passed: boolean;
    readonly estimateSeconds: number;
    readonly read: number;
    readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly detail: string }[];
    readonly selected: object;
  };
  readonly progress?: {
    readonly percent: number;
    readonly delivered: number;
    readonly passedOffsets: number;
    readonly totalOffsets: number;
    readonly eventsPerSecond?: number;
    readonly etaSeconds?: number;
    readonly phase?: string;
  };
  readonly evidence?: { readonly verified: boolean };
}

export interface ReplayParts {
  readonly screen: Screen;
  readonly stack: IsolatedStack;
  readonly olga: OperatorDesk;
  readonly paul: OperatorDesk;
}

/** Slow enough to be watched, paused and killed. */
const RATE = 40;
const isOver = ({ state }: Replay): boolean => ['done', 'failed', 'cancelled'].includes(state);

/** Draft, dry run, a refused approval of one's own, the approval of another, and the start. */
export async function orderReplay({ screen, olga, paul }: ReplayParts, day: Day): Promise<string> {
  heading(screen, `A replay of yesterday, ${day.day}, to a shadow projection`);
  const { id } = await olga.succeed<Replay>('POST', '/v1/replays', {
    register: 'residents',
    fromTime: day.from.toISOString(),
    toTime: day.to.toISOString(),
    target: { kind: 'projection' },
    ratePerSecond: RATE,
    reason: 'Five records were lost in a restore',
    ticket: 'OPS-18',
  });
  await olga.succeed('POST', `/v1/replays/${id}/dry-run`);
  const { dryRun } = await olga.watch<Replay>(`/v1/replays/${id}`, (seen) => seen.dryRun !== undefined);
  for (const { check, ok, detail } of dryRun?.checks ?? []) {
    say(screen, `    ${ok ? '✔' : '✖'} ${check}: ${detail}`);
  }
  say(
    screen,
    `    selected: ${JSON.stringify(dryRun?.selected)}`,
    `    estimate: ${dryRun?.estimateSeconds} s`,
  );
  const { orderHash } = await olga.look<Replay>(`/v1/replays/${id}`);
  const own = await olga.act<Refusal>('POST', `/v1/replays/${id}/approval`, { orderHash });
  say(screen, `    ${own.body.code}: ${own.body.detail}`);
  await paul.succeed('POST', `/v1/replays/${id}/approval`, { orderHash });
  await olga.succeed('POST', `/v1/replays/${id}/start`);
  return id;
}

/** Pauses it, resumes it, kills the process that does it, and lets a new process go on. */
export async function disturbReplay(
  { screen, stack, olga }: ReplayParts,
  id: string,
  operator: ManagedProcess,
): Promise<void> {
  const bar = new ProgressBar(screen);
  const path = `/v1/replays/${id}`;
  const show = ({ state, progress }: Replay): void => {
    const { passedOffsets = 0, totalOffsets = 0, eventsPerSecond = 0, etaSeconds } = progress ?? {};
    const eta = etaSeconds === undefined ? '' : `, ${etaSeconds} s left`;
    if (totalOffsets > 0)
      bar.show(passedOffsets, totalOffsets, `${state}, ${Math.round(eventsPerSecond)}/s${eta}`);
  };
  const reached = (percent: number) => (seen: Replay) =>
    isOver(seen) || (seen.progress?.percent ?? 0) >= percent;
  await olga.watch(path, reached(20), show);
  bar.end();
  await olga.succeed('POST', `${path}/pause`);
  const paused = await olga.watch<Replay>(path, ({ state }) => state === 'paused');
  say(screen, `    paused at ${paused.progress?.percent} %`);
  await olga.succeed('POST', `${path}/resume`);
  await olga.watch(path, reached(40), show);
  bar.end();
  await operator.kill9();
  say(screen, `  $ kill -9 ${operator.pid}   # the operator service, in the middle of it`);
  await stack.startApp('operator');
  const revived = await olga.look<Replay>(path);
  say(screen, `  The service is up again; the replay is ${revived.state} at ${revived.progress?.percent} %.`);
  await olga.watch(path, isOver, show);
  bar.end();
}

/** The signed report, checked as anybody can check it. */
export async function readReport({ screen, stack, olga }: ReplayParts, id: string): Promise<object> {
  const { report, jws } = await olga.succeed<{ report: object; jws: string }>(
    'GET',
    `/v1/replays/${id}/report`,
  );
  const keys = await fetch(`${stack.endpoints.apps.operator}/.well-known/jwks.json`);
  const { payload } = await compactVerify(jws, createLocalJWKSet((await keys.json()) as JSONWebKeySet));
  const signed = JSON.parse(new TextDecoder().decode(payload)) as object;
  say(screen, readable(shortened(report)).replace(/^/gm, '    '));
  say(screen, '  ✔ the signature fits the key at /.well-known/jwks.json');
  return signed;
}

/** On the screen, the last version of each subject would fill a page. */
function shortened(report: object): object {
  const { source } = report as { source?: { lastVersions?: object } };
  const subjects = Object.keys(source?.lastVersions ?? {}).length;
  return { ...report, source: { ...source, lastVersions: `of ${subjects} subjects, see the report` } };
}
