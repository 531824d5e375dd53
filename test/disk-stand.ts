import { readFileSync } from 'node:fs';
import pg from 'pg';
import { killAllManaged, type ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { loadResidents } from '../bench/sample-people.ts';
import { type AppName, programNames } from '../deploy/description/app-names.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { SmallDisk } from './small-disk.ts';

const PEOPLE = 60;

interface Resident {
  readonly id: string;
  readonly authority: string;
  readonly version: number;
  readonly ags: string;
}

type Disks = Readonly<Record<'postgres' | 'kafka' | 'replays', SmallDisk>>;

const residentsSql = `
  select id, authority, version, (
    select home ->> 'ags' from jsonb_array_elements(addresses) home where home ->> 'residenceType' <> 'SECONDARY'
    order by home ->> 'movedOutOn' desc nulls first limit 1) as ags
  from residents order by id`;

/** Every program, with its servers and its folder on disks that can be full. */
export class DiskStand {
  /** Event ids of the acts that were answered with success. */
  readonly acknowledged: string[] = [];
  private moved = 0;

  private constructor(
    readonly stack: IsolatedStack,
    readonly disks: Disks,
    private readonly running: ReadonlyMap<AppName, ManagedProcess>,
    private readonly people: readonly Resident[],
    private readonly tokens: ReadonlyMap<string, string>,
  ) {}

  static async start(): Promise<DiskStand> {
    const disks = {
      postgres: new SmallDisk(1_024),
      kafka: new SmallDisk(256),
      replays: new SmallDisk(16),
    };
    try {
      return await DiskStand.on(disks);
    } catch (error) {
      await killAllManaged();
      await remove(disks);
      throw error;
    }
  }

  private static async on(disks: Disks): Promise<DiskStand> {
    const stack = await IsolatedStack.start(programNames, {}, false, (home) => {
      for (const [name, disk] of Object.entries(disks)) disk.standInFor(home.path(name));
    });
    const running = await Promise.all(
      programNames.map(async (app) => [app, await stack.startApp(app)] as const),
    );
    await loadResidents(stack, PEOPLE);
    const people = await rowsOf<Resident>(stack, residentsSql);
    // Beforehand: with a full disk identity can give none.
    const tokens = new Map<string, string>();
    for (const { authority } of people)
      tokens.set(authority, await tokenOf(stack.endpoints, 'officer-residents', authority));
    return new DiskStand(stack, disks, new Map(running), people, tokens);
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    await remove(this.disks);
  }

  /** All others, so that nobody else meets what this one is to meet. */
  async stopAllBut(app: AppName): Promise<void> {
    for (const [other, process] of this.running) if (other !== app) await process.stop();
  }

  rows<T extends object>(sql: string): Promise<T[]> {
    return rowsOf<T>(this.stack, sql);
  }

  /**
   * One move more: the first of all people, then the second, each act under a key of its own. One that was refused is sent
   * again, as the client of an office would.
   */
  async move(): Promise<Response> {
    const { people, stack, moved: n } = this;
    const { id, authority, version, ags } = people[n % people.length]!;
    const round = Math.floor(n / people.length);
    const answer = await fetch(`${stack.endpoints.apps.residents}/v1/residents/${id}/acts/move`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.tokens.get(authority)}`,
        'content-type': 'application/json',
        'idempotency-key': `${id}.${n}`,
      },
      body: JSON.stringify({
        ground: 'BMG §17(1)',
        effectiveOn: '2026-06-01',
        expectedVersion: version + round,
        address: {
          ...{ ags, postcode: '37073', place: 'Göttingen' },
          ...{ street: 'Probegasse', houseNumber: `${n + 1}` },
        },
      }),
    });
    if (answer.ok) {
      this.moved += 1;
      this.acknowledged.push(((await answer.clone().json()) as { eventId: string }).eventId);
    }
    return answer;
  }

  async moves(count: number): Promise<void> {
    for (let n = 0; n < count; n++) expect((await this.move()).status).toBeLessThan(300);
  }

  /** What was refused, until it is done. */
  async moveAgain(): Promise<void> {
    await eventually(
      'the act is done',
      () => this.move(),
      ({ ok }) => ok,
    );
  }

  async readiness(app: AppName): Promise<{ readonly status: number; readonly notes?: readonly string[] }> {
    const response = await fetch(`${this.stack.endpoints.system[app]}/health/ready`);
    return { ...((await response.json()) as object), status: response.status };
  }

  /** In readiness as a note, which does not make it unready, and in the log. */
  async expectTold(app: AppName, sentence: RegExp): Promise<void> {
    const told = await eventually(
      `${app} tells it`,
      () => this.readiness(app),
      ({ notes = [] }) => notes.some((note) => sentence.test(note)),
    );
    expect([app, told.status]).toEqual([app, 200]);
    await eventually(`${app} has it in its log`, () => this.logOf(app).some((line) => sentence.test(line)));
  }

  /** What it has said; a line is in the file a little later. */
  logOf(app: AppName): readonly string[] {
    return readFileSync(this.stack.home.path('logs', `${app}.log`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly msg: string }).msg);
  }
}

/** All of them, though one may fail. */
const remove = (disks: Disks): Promise<unknown> =>
  Promise.all(Object.values(disks).map((disk) => disk.remove()));

async function rowsOf<T extends object>(stack: IsolatedStack, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: stack.databases.residents.migratorUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
