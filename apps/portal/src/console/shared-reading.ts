import { Problem, TokenRefused } from '#libs/client';
import { pause } from '#libs/service-kit';
import { isWithoutRole } from '../exchange/index.ts';
import { type OpenSession, SessionStore } from '../sessions/index.ts';

/** The operator service's own picture is not older than a second, so a change is seen within two. */
const EVERY_MS = 1_000;
const PATIENCE_MS = 4_000;
/** So long somebody who was answered is told what others are answered. */
const RIGHT_MS = 60_000;

/** Why an open page is told no more: its session has ended, or the login behind it; no right to it; no such thing; too many are open. */
export type Ending = 'session' | 'login' | 'role' | 'gone' | 'many';

/** Somebody whose page is open. */
export interface Watcher<T> {
  readonly cookie: string;
  tell(seen: T): void;
  /** The service does not answer. */
  tellSilence(): void;
  /** @param why absent where this process ends, and another one goes on */
  end(why?: Ending): void;
}

export interface Reading<T> {
  readonly ask: (open: OpenSession, signal: AbortSignal) => Promise<T>;
  readonly everyMs?: number;
  readonly rightMs?: number;
}

interface Seen<T> {
  readonly seen: T;
}
type Answer<T> = Seen<T> | { readonly over: Ending } | 'silence';

/** @returns nothing for what may be another thing in a second */
function endingOf(error: unknown): Ending | undefined {
  if (isWithoutRole(error)) return 'role';
  if (error instanceof TokenRefused) return 'login';
  if (!(error instanceof Problem)) return undefined;
  return ({ 401: 'login', 403: 'role', 404: 'gone' } as const)[error.status];
}

/**
 * One reading for all open pages of this process, at work only while one is open. It asks as one of those who look, and as
 * another one when that session ends: the console has no rights of its own. Whoever looks is told nothing before they were
 * answered themselves, and is asked for again each minute.
 */
export class SharedReading<T> {
  private readonly watchers = new Set<Watcher<T>>();
  /** By cookie: until when the last answer to it lets it be told what others are answered. */
  private readonly rights = new Map<string, number>();
  private isRunning = false;

  constructor(
    private readonly sessions: SessionStore,
    private readonly reading: Reading<T>,
  ) {}

  /** @returns what ends it */
  join(watcher: Watcher<T>): () => void {
    this.watchers.add(watcher);
    void this.run();
    return () => this.leave(watcher);
  }

  get isWatched(): boolean {
    return this.watchers.size > 0;
  }

  endAll(): void {
    for (const watcher of this.watchers) this.end(watcher);
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    // by hand: it begins and ends with the pages that are open
    while (this.isWatched) {
      await this.turn();
      await pause(this.reading.everyMs ?? EVERY_MS);
    }
    this.isRunning = false;
  }

  private async turn(): Promise<void> {
    try {
      const cookies = [...this.cookies()];
      const open = await this.sessions.openOf(cookies);
      // Of those that were looked at: somebody may have come meanwhile.
      for (const cookie of cookies) if (!open.has(cookie)) this.endAllOf(cookie, 'session');
      const answers = await this.answers();
      const told = [...answers.values()];
      const reading = told.find((answer): answer is Seen<T> => answer !== 'silence' && 'seen' in answer);
      const isSilent = reading === undefined && told.includes('silence');
      for (const watcher of this.watchers) {
        if (isSilent || answers.get(watcher.cookie) === 'silence') watcher.tellSilence();
        else if (reading !== undefined && this.isKnown(watcher.cookie)) watcher.tell(reading.seen);
      }
    } catch {
      // The database of sessions does not answer; it is asked again.
      for (const watcher of this.watchers) watcher.tellSilence();
    }
  }

  /** By cookie, of all whose right has to be asked for again, and of one more, for whom it need not. */
  private async answers(): Promise<ReadonlyMap<string, Answer<T>>> {
    const cookies = [...this.cookies()];
    const known = cookies.find((cookie) => this.isKnown(cookie));
    const asking = cookies.filter((cookie) => cookie === known || !this.isKnown(cookie));
    const answered = asking.map(async (cookie) => [cookie, await this.answerTo(cookie)] as const);
    return new Map(await Promise.all(answered));
  }

  private async answerTo(cookie: string): Promise<Answer<T>> {
    const answer = await this.readAs(cookie);
    if (answer === 'silence') return answer;
    if ('over' in answer) this.endAllOf(cookie, answer.over);
    else if (!this.isKnown(cookie) && this.cookies().has(cookie))
      this.rights.set(cookie, Date.now() + (this.reading.rightMs ?? RIGHT_MS));
    return answer;
  }

  private async readAs(cookie: string): Promise<Answer<T>> {
    try {
      const open = await this.sessions.look(cookie);
      if (open === undefined) return { over: 'session' };
      // by hand: the client ends its own repetitions with it
      return { seen: await this.reading.ask(open, AbortSignal.timeout(PATIENCE_MS)) };
    } catch (error) {
      const over = endingOf(error);
      // Why the service does not answer is in its own log.
      return over === undefined ? 'silence' : { over };
    }
  }

  private isKnown(cookie: string): boolean {
    return (this.rights.get(cookie) ?? 0) > Date.now();
  }

  private cookies(): ReadonlySet<string> {
    return new Set([...this.watchers].map(({ cookie }) => cookie));
  }

  private endAllOf(cookie: string, why: Ending): void {
    for (const watcher of this.watchers) if (watcher.cookie === cookie) this.end(watcher, why);
  }

  private end(watcher: Watcher<T>, why?: Ending): void {
    this.leave(watcher);
    watcher.end(why);
  }

  private leave(watcher: Watcher<T>): void {
    this.watchers.delete(watcher);
    if (!this.cookies().has(watcher.cookie)) this.rights.delete(watcher.cookie);
  }
}
