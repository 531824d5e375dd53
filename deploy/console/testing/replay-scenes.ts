import type { Answer } from '../../../apps/portal/src/testing/lone-portal.ts';
import { ReplayStand } from '../../../apps/operator/src/testing/replay-stand.ts';
import type { ReplayDto } from '../../../apps/operator/src/replays/replay.dto.ts';
import { eventually } from '#libs/test-kit';
import type { ConsoleStand } from './console-stand.ts';

export const hostile = '<img src=x onerror=alert(1)> {n} "quoted" \u202e';
const EVENTS = 1_500;
/** So slow that it runs until it is stopped. */
const SLOW = '1';

/** Replays in every state, by what is pressed at the console. */
export class ReplayScenes {
  private side = 0;

  private constructor(
    private readonly stand: ConsoleStand,
    private readonly events: ReplayStand,
  ) {}

  static async open(stand: ConsoleStand): Promise<ReplayScenes> {
    const events = await ReplayStand.open();
    await events.write(0, EVENTS, 10);
    return new ReplayScenes(stand, events);
  }

  close(): Promise<void> {
    return this.events.close();
  }

  async drafted(change: object = {}): Promise<string> {
    const typed = {
      topic: this.events.topic,
      kind: 'side-topic',
      name: `${this.events.sideTopic}.${(this.side += 1)}`,
      ratePerSecond: '100000',
      reason: 'A handler lost what it was told. <script>alert(1)</script> "quotes"',
      ticket: 'OPS-17',
      ...change,
    };
    const { status, location } = await this.send('p_olga', '/de/ops/replays/new', typed);
    if (location === undefined) throw new Error(`The draft was answered by ${status}.`);
    return location;
  }

  async counted(path: string): Promise<string> {
    await this.send('p_olga', path, { step: 'dry-run' });
    return (await this.until(path, ({ dryRun }) => dryRun !== undefined)).dryRun!.hash;
  }

  async approved(change: object = {}): Promise<string> {
    const path = await this.drafted(change);
    await this.send('p_paul', path, { step: 'approval', dryRunHash: await this.counted(path) });
    return path;
  }

  async started(change: object = {}): Promise<string> {
    const path = await this.approved(change);
    await this.send('p_olga', path, { step: 'start' });
    return path;
  }

  /** As its runner ends one whose events are gone, in the words of somebody who means ill. */
  private async failed(): Promise<string> {
    const path = await this.started({ ratePerSecond: SLOW });
    await this.stand.operator.pool.query(
      `update replay set state = 'failed', ended_at = now(), failure = $2 where id = $1`,
      [path.split('/').at(-1), JSON.stringify({ code: 'range-lost', detail: hostile })],
    );
    return path;
  }

  /** By what can be seen at each, without the language. */
  async all(): Promise<Readonly<Record<string, string>>> {
    const at: Record<string, string> = { draft: await this.drafted() };
    at['counted'] = await this.drafted();
    at['hash'] = await this.counted(at['counted']);
    at['stale'] = await this.drafted();
    at['older'] = await this.counted(at['stale']);
    await this.counted(at['stale']);
    at['empty'] = await this.drafted({ types: 'resident.died.v1' });
    await this.counted(at['empty']);
    at['approved'] = await this.approved();
    at['running'] = await this.started({ ratePerSecond: SLOW });
    await this.until(at['running'], ({ progress }) => (progress?.percent ?? 0) > 0);
    at['paused'] = await this.started({ ratePerSecond: SLOW });
    await this.until(at['paused'], ({ progress }) => (progress?.percent ?? 0) > 0);
    await this.send('p_olga', at['paused'], { step: 'pause' });
    at['done'] = await this.started();
    await this.until(at['done'], ({ state }) => state === 'done');
    at['failed'] = await this.failed();
    at['cancelled'] = await this.drafted();
    await this.send('p_olga', at['cancelled'], { step: 'cancel' });
    return Object.fromEntries(Object.entries(at).map(([name, path]) => [name, path.replace(/^\/de/, '')]));
  }

  /** In a session of its own: a suite may take longer than the token in one lasts. */
  private async send(
    person: string,
    path: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    return (await this.stand.signedIn(person)).send(path, fields);
  }

  private until(path: string, is: (replay: ReplayDto) => boolean): Promise<ReplayDto> {
    const read = async (): Promise<ReplayDto> =>
      (await this.stand.operator.call('GET', path.replace('/de/ops', '/v1'))).body as unknown as ReplayDto;
    return eventually('the replay is as awaited', read, is);
  }
}
