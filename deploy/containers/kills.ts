import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from '#libs/local-services';
import { appNames, type AppName } from '../description/app-names.ts';
import type { ComposeProject } from './compose-project.ts';
import { prepareFiles } from './load-files.ts';
import { losses } from './losses.ts';
import { type OutsideEndpoints, outsideEndpoints } from './outside-endpoints.ts';
import { SteadyLoad } from './steady-load.ts';
import { inWords } from './tally.ts';
import { whatIsThere } from './what-is-there.ts';

const DEAD_MS = 2_000;
const POLL_MS = 100;
const PATIENCE_MS = 120_000;

const killed = ['postgres', 'kafka', ...appNames] as const;
/** Of these the engine itself is left to restart what ends. */
const crashed = ['residents', 'postgres'] as const;
type Service = (typeof killed)[number];

/**
 * Kills each service of a running project under load: first as an operator might, then as a process ends that crashes.
 * @throws LocalFailure one sentence, where something was lost or done twice, or a caller saw what no API describes
 */
export async function killEach(project: ComposeProject, tell: (text: string) => void): Promise<void> {
  const endpoints = await outsideEndpoints(project);
  const files = await prepareFiles(endpoints);
  const begun = Date.now();
  const load = await SteadyLoad.start(endpoints, files);
  const scene = new Scene(project, endpoints, load, tell);
  try {
    await scene.untilGood('at the start', begun);
    tell(`  Killed under load (docker compose kill -s KILL), started again after ${DEAD_MS / 1_000} s:`);
    for (const service of killed) await scene.kill(service);
    tell('  Crashed under load (kill -9 of the process), restarted by the engine itself:');
    for (const service of crashed) await scene.crash(service);
    await load.stop();
    const repeated = await load.repeat();
    const { acts, lookups } = load;
    const wrong = [
      losses({ acts, lookups }, await whatIsThere(endpoints, files, acts)),
      secondReceipts(acts, repeated),
      load.faults.inWords(),
    ].filter((sentence) => sentence !== undefined);
    if (wrong.length > 0) throw new LocalFailure(wrong.join('\n'));
    tell(
      `  Nothing is lost or done twice after ${seconds(begun)} s: ${acts.length} acts and their events, ${lookups.length} lookups; ${repeated.length} repeated acts got their first receipt`,
    );
  } finally {
    // What failed first has the say.
    await load.stop().catch(() => undefined);
  }
}

const seconds = (begun: number): string => ((Date.now() - begun) / 1_000).toFixed(1);

/** A repeated act gets the receipt of the first time. @returns one sentence, or nothing */
function secondReceipts(
  acts: readonly { readonly eventId: string }[],
  repeated: readonly ({ readonly eventId: string } | undefined)[],
): string | undefined {
  const first = new Set(acts.map(({ eventId }) => eventId));
  const other = repeated.filter((receipt) => !receipt || !first.has(receipt.eventId)).length;
  return other === 0
    ? undefined
    : `${other} of ${repeated.length} repeated acts did not get their first receipt.`;
}

class Scene {
  private readonly project: ComposeProject;
  private readonly endpoints: OutsideEndpoints;
  private readonly load: SteadyLoad;
  private readonly tell: (text: string) => void;

  constructor(
    project: ComposeProject,
    endpoints: OutsideEndpoints,
    load: SteadyLoad,
    tell: (text: string) => void,
  ) {
    this.project = project;
    this.endpoints = endpoints;
    this.load = load;
    this.tell = tell;
  }

  /** The engine takes this for a stop by hand, after which its restart policy does nothing. */
  async kill(service: Service): Promise<void> {
    await this.during(service, async () => {
      await this.project.ask('kill', '-s', 'KILL', service);
      await sleep(DEAD_MS);
      await this.project.ask('up', '--detach', '--no-deps', service);
    });
  }

  async crash(service: Service): Promise<void> {
    const { docker } = this.project;
    const id = await this.project.ask('ps', '--quiet', service);
    const inspect = (what: string): Promise<string> => docker.ask('inspect', '--format', what, id);
    const pid = Number(await inspect('{{.State.Pid}}'));
    if (!isProcessOf(id, pid)) {
      this.tell(`  ${service.padEnd(9)}  left out: its process is not on this machine`);
      return;
    }
    const restarts = Number(await inspect('{{.RestartCount}}'));
    await this.during(service, async () => {
      process.kill(pid, 'SIGKILL');
      await until(
        `the engine does not restart ${service}`,
        async () => Number(await inspect('{{.RestartCount}}')) > restarts,
      );
    });
  }

  async untilGood(when: string, sinceMs: number): Promise<void> {
    await until(`callers are not served ${when}`, () => Promise.resolve(this.load.isGoodSince(sinceMs)));
  }

  /** @param end ends the service and sees to it that it is started */
  private async during(service: Service, end: () => Promise<void>): Promise<void> {
    const app = appNames.find((name) => name === service);
    this.load.take();
    this.load.faults.expectDown(app);
    await end();
    const started = Date.now();
    if (app) await until(`${app} does not become ready`, () => isReady(this.endpoints, app));
    await this.untilGood(`after the end of ${service}`, started);
    const good = seconds(started);
    this.load.faults.expectDown(undefined);
    const { lookups, acts, feed, tokens } = this.load.take();
    const saw = [`lookups ${inWords(lookups)}`, `acts ${inWords(acts)}`, `feed ${inWords(feed)}`];
    this.tell(
      `  ${service.padEnd(9)}  ${[...saw, `tokens ${inWords(tokens)}`].join('; ')}. Good again after ${good} s`,
    );
  }
}

/** Not where the engine runs in a machine of its own: the number would be somebody else's here. */
function isProcessOf(container: string, pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(container);
  } catch {
    return false;
  }
}

async function isReady({ apps }: OutsideEndpoints, app: AppName): Promise<boolean> {
  const answer = await fetch(`${apps[app]}/health/ready`).catch(() => undefined);
  return answer?.status === 200;
}

/** @param failure what to say when it does not come to be */
async function until(failure: string, is: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await is())) {
    if (Date.now() > deadline) throw new LocalFailure(`Within ${PATIENCE_MS / 1_000} s, ${failure}.`);
    await sleep(POLL_MS);
  }
}
