import { Problem, TokenRefused } from '#libs/client';
import { pause } from '#libs/service-kit';
import { type OpenSession, SessionStore } from '../sessions/index.ts';

/** The operator service's own picture is not older than a second, so a change is seen within two. */
const EVERY_MS = 1_000;
const PATIENCE_MS = 4_000;

/** Somebody whose page is open. */
export interface Watcher<T> {
  readonly cookie: string;
  tell(seen: T): void;
  /** The service does not answer. */
  tellSilence(): void;
  /** The session has ended, or its login. */
  end(): void;
}

/** The login behind a session is over, or its role is gone, whatever the session says. */
const isOver = (error: unknown): boolean =>
  error instanceof TokenRefused ||
  (error instanceof Problem && (error.status === 401 || error.status === 403));

/**
 * One reading for all open pages of this process, at work only while one is open. It asks as one of those who look, and as
 * another one when that session ends: the console has no rights of its own.
 */
export class SharedReading<T> {
  private readonly watchers = new Set<Watcher<T>>();
  private isRunning = false;

  constructor(
    private readonly sessions: SessionStore,
    private readonly ask: (open: OpenSession, signal: AbortSignal) => Promise<T>,
  ) {}

  /** @returns what ends it */
  join(watcher: Watcher<T>): () => void {
    this.watchers.add(watcher);
    void this.run();
    return () => this.watchers.delete(watcher);
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
      const seen = await this.read();
      for (const watcher of this.watchers) {
        if (seen === undefined) watcher.tellSilence();
        else watcher.tell(seen);
      }
      await pause(EVERY_MS);
    }
    this.isRunning = false;
  }

  /** @returns nothing where nobody answers, the database of sessions included */
  private async read(): Promise<T | undefined> {
    try {
      const open = await this.sessions.openOf([...this.cookies()]);
      for (const watcher of this.watchers) if (!open.has(watcher.cookie)) this.end(watcher);
      for (const cookie of this.cookies()) {
        const session = await this.sessions.look(cookie);
        if (session === undefined) continue;
        const seen = await this.readAs(session);
        if (seen !== undefined) return seen;
        for (const watcher of this.watchers) if (watcher.cookie === cookie) this.end(watcher);
      }
    } catch {
      // Told as silence, and tried again; why the service does not answer is in its own log.
    }
    return undefined;
  }

  /** @returns nothing where this login may not, or not any more */
  private async readAs(open: OpenSession): Promise<T | undefined> {
    try {
      // by hand: the client ends its own repetitions with it
      return await this.ask(open, AbortSignal.timeout(PATIENCE_MS));
    } catch (error) {
      if (isOver(error)) return undefined;
      throw error;
    }
  }

  private cookies(): ReadonlySet<string> {
    return new Set([...this.watchers].map(({ cookie }) => cookie));
  }

  private end(watcher: Watcher<T>): void {
    this.watchers.delete(watcher);
    watcher.end();
  }
}
