import { randomInt } from 'node:crypto';
import type { ProgressBar } from '#libs/terminal';
import type { Sessions } from '../preview/sessions.ts';
import type { Calls } from './calls.ts';
import type { Citizen } from './waiting-releases.ts';

/** When a release was asked for, as its citizen's withdrawal stood then. */
const moments = ['before', 'during', 'after'] as const;
export type Moment = (typeof moments)[number];

export interface RaceCounts {
  /** By moment and by what was answered: `EVIDENCE` or a problem's code. */
  readonly answers: Readonly<Record<Moment, Readonly<Record<string, number>>>>;
  /** Answers with evidence that came after the acknowledgement, to requests that were sent before it. */
  readonly overtaken: number;
  readonly withdrawals: number;
  /** Tried again under their keys at the end, because no register had answered. */
  readonly again: Readonly<Record<string, number>>;
}

export interface Race {
  readonly calls: Calls;
  readonly sessions: Sessions;
  readonly office: () => string;
  readonly citizens: readonly Citizen[];
  readonly inFlight: number;
  readonly bar: ProgressBar;
  /** Called with the share that was sent, before each release. */
  readonly onShare?: (share: number) => void;
  /** Before what no register answered is tried again. */
  readonly beforeAgain?: () => Promise<void>;
}

const isUnanswered = (status: number): boolean => status === 503;

/**
 * Takes all releases, in turn by all gateways; every second person withdraws somewhere in the middle of theirs, while
 * others are under way.
 */
export async function raceWithdrawals(race: Race): Promise<RaceCounts> {
  const { calls, citizens, office, bar } = race;
  const each = citizens[0]!.releases.length;
  const total = citizens.length * each;
  const withdrawAt = citizens.map((_, at) => (at % 2 === 0 ? Infinity : randomInt(each / 4, (3 * each) / 4)));
  const moment: Moment[] = citizens.map(() => 'before');
  const answers: Record<Moment, Record<string, number>> = { before: {}, during: {}, after: {} };
  const withdrawing: Promise<void>[] = [];
  const again: number[] = [];
  let overtaken = 0;
  let done = 0;

  const take = (n: number) => {
    const { releaseId, key } = citizens[n % citizens.length]!.releases[Math.floor(n / citizens.length)]!;
    return calls.send(n, office(), '/v1/releases', { releaseId }, { 'idempotency-key': key });
  };
  const withdraw = async (at: number): Promise<void> => {
    const { sub, consentId } = citizens[at]!;
    const token = await race.sessions.token({ sub, client_id: 'portal', scope: 'citizen', acr: 'high' });
    moment[at] = 'during';
    const { status } = await calls.send(at, token, `/v1/consents/${consentId}/withdrawal`);
    if (status !== 200) throw new Error(`a withdrawal was answered ${status}`);
    moment[at] = 'after';
  };
  const one = async (n: number): Promise<void> => {
    const at = n % citizens.length;
    if (Math.floor(n / citizens.length) === withdrawAt[at]) withdrawing.push(withdraw(at));
    const sent = moment[at]!;
    const { status, body } = await take(n);
    const code = status === 200 ? 'EVIDENCE' : String(body['code']);
    add(answers[sent], code);
    if (code === 'EVIDENCE' && sent !== 'after' && moment[at] === 'after') overtaken++;
    if (isUnanswered(status)) again.push(n);
    bar.show({ done: ++done, total, text: `${withdrawing.length} withdrawals`, finished: done === total });
  };

  let next = 0;
  await inParallel(race.inFlight, async () => {
    if (next >= total) return false;
    race.onShare?.(next / total);
    await one(next++);
    return true;
  });
  await Promise.all(withdrawing);
  await race.beforeAgain?.();
  const tried: Record<string, number> = {};
  await inParallel(race.inFlight, async () => {
    const n = again.pop();
    if (n === undefined) return false;
    const { status, body } = await take(n);
    const isWithdrawn = withdrawAt[n % citizens.length] !== Infinity;
    add(
      tried,
      `${isWithdrawn ? 'withdrawn' : 'other'}: ${status === 200 ? 'EVIDENCE' : String(body['code'])}`,
    );
    return true;
  });
  return { answers, overtaken, withdrawals: withdrawing.length, again: tried };
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** @param step answers whether there is more */
async function inParallel(count: number, step: () => Promise<boolean>): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let more = true; more;) more = await step();
  };
  await Promise.all(Array.from({ length: count }, worker));
}
