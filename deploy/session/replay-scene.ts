import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { ManagedProcess } from '#libs/local-services';
import type { IsolatedStack } from '../local/isolated-stack.ts';
import { readable } from '../local/readable.ts';
import { toolFetch } from '../local/tls/tool-fetch.ts';
import type { Day } from './berlin-day.rules.ts';
import type { OperatorDesk } from './operator-desk.ts';
import { heading, progressBar, say, type Screen } from './screen.ts';

export interface Replay {
  readonly id: string;
  readonly state: string;
  readonly dryRun?: { readonly hash: string };
  readonly progress?: {
    readonly percent: number;
    readonly passedOffsets: number;
    readonly totalOffsets: number;
    readonly eventsPerSecond?: number;
    readonly etaSeconds?: number;
  };
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
  await olga.type(
    ...['replay', 'draft', '--register', 'residents', '--target', 'projection'],
    ...['--from', day.from.toISOString(), '--to', day.to.toISOString(), '--rate', `${RATE}`],
    ...['--reason', 'Five records were lost in a restore', '--ticket', 'OPS-18'],
  );
  const { replays } = await olga.watch<{ replays: readonly Replay[] }>('/v1/replays', () => true);
  const { id = '' } = replays[0] ?? {};
  await olga.type('replay', 'dry-run', id);
  const { dryRun } = await paul.watch<Replay>(`/v1/replays/${id}`, (replay) => replay.dryRun !== undefined);
  await olga.type('replay', 'approve', id, '--dry-run', dryRun?.hash ?? '');
  await paul.type('replay', 'approve', id, '--dry-run', dryRun?.hash ?? '');
  await olga.type('replay', 'start', id, '--no-wait');
  return id;
}

/** Pauses it, resumes it, kills the process that does it, and lets a new process go on. */
export async function disturbReplay(
  { screen, stack, olga }: ReplayParts,
  id: string,
  operator: ManagedProcess,
): Promise<void> {
  const bar = progressBar(screen);
  const path = `/v1/replays/${id}`;
  const show = ({ state, progress }: Replay): void => {
    const {
      passedOffsets: done = 0,
      totalOffsets: total = 0,
      eventsPerSecond = 0,
      etaSeconds,
    } = progress ?? {};
    const eta = etaSeconds === undefined ? '' : `, ${etaSeconds} s left`;
    const text = `${state}, ${Math.round(eventsPerSecond)}/s${eta}`;
    if (total > 0) bar.show({ done, total, text, finished: false });
  };
  const reached = (percent: number) => (seen: Replay) =>
    isOver(seen) || (seen.progress?.percent ?? 0) >= percent;
  await olga.watch(path, reached(20), show);
  bar.end();
  await olga.type('replay', 'pause', id);
  await olga.type('replay', 'resume', id);
  await olga.watch(path, reached(40), show);
  bar.end();
  await operator.kill9();
  say(screen, '', `$ kill -9 ${operator.pid}   # the operator service, in the middle of it`);
  await stack.startApp('operator');
  const revived = await olga.watch<Replay>(path, () => true);
  say(screen, `The service is up again; the replay is ${revived.state} at ${revived.progress?.percent} %.`);
  await olga.type('replay', 'watch', id);
}

/** The signed report, checked as anybody can check it. */
export async function readReport({ screen, stack, olga }: ReplayParts, id: string): Promise<object> {
  const { jws } = await olga.watch<{ jws: string }>(`/v1/replays/${id}/report`, () => true);
  const { apps, tls } = stack.endpoints;
  const keys = await toolFetch(`${apps.operator}/.well-known/jwks.json`, {}, tls);
  const { payload } = await compactVerify(jws, createLocalJWKSet((await keys.json()) as JSONWebKeySet));
  const report = JSON.parse(new TextDecoder().decode(payload)) as object;
  say(screen, '', '✔ the signature of the report fits the key at /.well-known/jwks.json; it says:');
  say(screen, readable(shortened(report)));
  return report;
}

/** On the screen, the last version of each subject would fill a page. */
function shortened(report: object): object {
  const { source } = report as { source?: { lastVersions?: object } };
  const subjects = Object.keys(source?.lastVersions ?? {}).length;
  return { ...report, source: { ...source, lastVersions: `of ${subjects} subjects` } };
}
