import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from '#libs/local-services';
import { tokenOf } from '../local/token-of.ts';
import { TokenRefused } from '../local/tokens.ts';
import { today } from '../sample/days.ts';
import { Caller, Faults } from './caller.ts';
import type { Files, LookupQuestion, Mover } from './load-files.ts';
import type { Acknowledged, AnsweredLookup } from './losses.ts';
import { type Seen, together } from './tally.ts';
import type { OutsideEndpoints } from './outside-endpoints.ts';

const OFFICES = 4;
/** A client may look up 600 times a minute by one kind of identifier. */
const PAUSE_MS = 250;
const PATIENCE_MS = 30_000;
const clients = [
  'officer-residents',
  'parking-hannover',
  'procurement-goettingen',
  'vehicles-register',
] as const;

/**
 * Callers as a working day has them: three who look up, one at each register, four offices that record moves, a
 * subscriber who reads their feed, and somebody who renews all their tokens. Each comes again until it is answered.
 */
export class SteadyLoad {
  readonly faults = new Faults();
  readonly acts: (Acknowledged & { readonly atMs: number })[] = [];
  readonly lookups: AnsweredLookup[] = [];
  private readonly endpoints: OutsideEndpoints;
  private readonly files: Files;
  private readonly tokens = new Map<string, string>();
  private readonly callers: Readonly<Record<'lookups' | 'acts' | 'feed' | 'tokens', readonly Caller[]>>;
  private readonly heard = new Set<string>();
  private work: Promise<unknown> = Promise.resolve();
  private stoppedAtMs: number | undefined;

  private constructor(endpoints: OutsideEndpoints, files: Files) {
    this.endpoints = endpoints;
    this.files = files;
    const { faults } = this;
    this.callers = {
      lookups: files.questions.map(({ register }) => new Caller(`lookups (${register})`, 'gateway', faults)),
      acts: [new Caller('acts', 'residents', faults)],
      feed: [new Caller('feed', 'gateway', faults)],
      tokens: [new Caller('tokens', 'identity', faults)],
    };
  }

  static async start(endpoints: OutsideEndpoints, files: Files): Promise<SteadyLoad> {
    const load = new SteadyLoad(endpoints, files);
    for (const client of clients) load.tokens.set(client, await tokenOf(endpoints, client));
    const { lookups, acts, feed, tokens } = load.callers;
    const offices = Array.from({ length: OFFICES }, (_, nth) =>
      files.movers.filter((_mover, at) => at % OFFICES === nth),
    );
    load.work = Promise.all([
      ...lookups.map((caller, at) => load.again(() => load.lookUp(caller, files.questions[at]!))),
      ...offices.map((movers) => load.again((round) => load.move(acts[0]!, movers[round % movers.length]!))),
      load.readFeed(feed[0]!),
      load.again((round) => load.renew(tokens[0]!, clients[round % clients.length]!)),
    ]);
    // Who waits for it hears of it.
    load.work.catch(() => undefined);
    return load;
  }

  /** What callers saw since the last look. */
  take(): Readonly<Record<keyof SteadyLoad['callers'], Seen>> {
    const nowMs = Date.now();
    const seen = (kind: keyof SteadyLoad['callers']): Seen =>
      together(this.callers[kind].map(({ tally }) => tally.take(nowMs)));
    return { lookups: seen('lookups'), acts: seen('acts'), feed: seen('feed'), tokens: seen('tokens') };
  }

  /** Whether every caller was answered since, and the subscriber heard of an act that was acknowledged since. */
  isGoodSince(instantMs: number): boolean {
    return (
      Object.values(this.callers)
        .flat()
        .every(({ tally }) => tally.isGoodSince(instantMs)) &&
      this.acts.some(({ atMs, eventId }) => atMs > instantMs && this.heard.has(eventId))
    );
  }

  /** Ends when each has its last answer. @throws LocalFailure where one does not get it */
  async stop(): Promise<void> {
    this.stoppedAtMs ??= Date.now();
    await this.work;
  }

  /** The last act of each office once more, under its key. @returns the receipts, which are those of the first time */
  async repeat(): Promise<readonly (Acknowledged | undefined)[]> {
    return Promise.all(
      this.files.movers
        .filter(({ last }) => last)
        .map((mover) => this.submit(this.callers.acts[0]!, mover.last!)),
    );
  }

  private async again(work: (round: number) => Promise<void>): Promise<void> {
    for (let round = 0; this.stoppedAtMs === undefined; round++) {
      await work(round);
      await sleep(PAUSE_MS);
    }
  }

  private async lookUp(caller: Caller, { register, client, body }: LookupQuestion): Promise<void> {
    const url = `${this.endpoints.apps.gateway}/v1/lookups`;
    const answer = await caller.ask<{ lookupId: string; status: string }>({
      url,
      token: this.tokens.get(client)!,
      body,
    });
    if (answer?.status === 'EVIDENCE') this.lookups.push({ id: answer.lookupId, register });
    else if (answer) this.faults.note(`lookups (${register}): 200 ${answer.status}`);
  }

  /** As an office does it: the same key again until the act is acknowledged. */
  private async move(caller: Caller, mover: Mover): Promise<void> {
    const act = {
      path: `/v1/residents/${mover.id}/acts/move`,
      key: `${mover.id}.${mover.version}`,
      body: {
        ground: 'BMG §17(1)',
        effectiveOn: today(),
        expectedVersion: mover.version,
        address: { ...mover.home, houseNumber: `${mover.version}` },
      },
    };
    for (;;) {
      const receipt = await this.submit(caller, act);
      if (receipt) {
        this.acts.push({ ...receipt, atMs: Date.now() });
        mover.version = receipt.version;
        mover.last = act;
        return;
      }
      if (this.stoppedAtMs !== undefined && Date.now() > this.stoppedAtMs + PATIENCE_MS)
        throw new LocalFailure('An act was not acknowledged, though every service was up again.');
      await sleep(PAUSE_MS);
    }
  }

  private async submit(
    caller: Caller,
    { path, key, body }: NonNullable<Mover['last']>,
  ): Promise<Acknowledged | undefined> {
    const receipt = await caller.ask<Acknowledged>({
      url: `${this.endpoints.apps.residents}${path}`,
      token: this.tokens.get('officer-residents')!,
      headers: { 'idempotency-key': key },
      body,
    });
    return receipt && { id: receipt.id, version: receipt.version, eventId: receipt.eventId };
  }

  private async readFeed(caller: Caller): Promise<void> {
    let after = '';
    await this.again(async () => {
      const url = `${this.endpoints.apps.gateway}${this.files.feed}?waitS=5&limit=100${after}`;
      const page = await caller.ask<{ events: readonly { id: string }[]; next: string }>({
        url,
        token: this.tokens.get('parking-hannover')!,
      });
      if (page === undefined) return;
      for (const { id } of page.events) this.heard.add(id);
      after = `&after=${page.next}`;
    });
  }

  private async renew(caller: Caller, client: (typeof clients)[number]): Promise<void> {
    const token = await caller.attempt<string>(async () => {
      try {
        return { status: 200, text: JSON.stringify(await tokenOf(this.endpoints, client)) };
      } catch (error) {
        if (error instanceof TokenRefused && error.answer)
          return { status: error.answer.status, text: JSON.stringify(error.answer) };
        throw error;
      }
    });
    if (token) this.tokens.set(client, token);
  }
}
