import { PassThrough } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Operator } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import { type OpenSession, SessionStore } from '../sessions/index.ts';
import { EventStream, type SignedInVisit, UUID } from '../web/index.ts';
import { figuresOf, oncePerLanguage } from './figures.ts';
import { historyFigures } from './history.tsx';
import { OpenPages } from './open-pages.ts';
import { eventOf } from './replay-figures.ts';
import { type Ending, SharedReading } from './shared-reading.ts';

/** More than this is not waited for to be read: a page that does not read is let go. */
const UNREAD_BYTES = 256 * 1024;

/** As often as the operator service has one point more. */
const HISTORY_EVERY_MS = 30_000;

interface SeenStreams {
  readonly streams: Operator.Streams;
  /** The last one that was read; told to each page once. */
  readonly history: Operator.StreamHistory | undefined;
}

const streamText = oncePerLanguage(({ streams }: SeenStreams, language) => figuresOf(streams, language));
const historyText = oncePerLanguage(({ streams, history }: SeenStreams, language) =>
  figuresOf(streams, language, history && { history: historyFigures(history, language) }),
);
const replayText = oncePerLanguage(eventOf);

/** What open pages are told: the streams, and the replays that somebody looks at. */
@Injectable()
export class LiveEvents implements BeforeApplicationShutdown {
  private readonly pages = new OpenPages();
  private readonly allStreams: SharedReading<SeenStreams>;
  private history?: Operator.StreamHistory;
  private historyReadAt = 0;
  private readonly replays = new Map<string, SharedReading<Operator.Replay>>();

  constructor(
    private readonly sessions: SessionStore,
    private readonly exchange: Exchange,
  ) {
    this.allStreams = new SharedReading(sessions, {
      ask: (open, signal) => this.seenStreams(open, signal),
    });
  }

  streams(visit: SignedInVisit): EventStream {
    // A page that comes may have a later picture than the one that was read last.
    this.historyReadAt = 0;
    let toldUpTo: string | undefined;
    return this.eventsOf(this.allStreams, visit, (seen, language) => {
      const upTo = seen.history?.points.at(-1)?.at;
      const isTold = upTo === undefined || upTo === toldUpTo;
      if (!isTold) toldUpTo = upTo;
      return (isTold ? streamText : historyText)(seen, language);
    });
  }

  replay(id: string, visit: SignedInVisit): EventStream {
    if (!UUID.test(id)) return endedBy('gone');
    for (const [other, reading] of this.replays) if (!reading.isWatched) this.replays.delete(other);
    const reading = this.replays.get(id) ?? this.readingOf(id);
    this.replays.set(id, reading);
    return this.eventsOf(reading, visit, replayText);
  }

  /** Streams that are open would keep the process from ending. */
  beforeApplicationShutdown(): void {
    for (const reading of [this.allStreams, ...this.replays.values()]) reading.endAll();
  }

  private async seenStreams(open: OpenSession, signal: AbortSignal): Promise<SeenStreams> {
    const operator = this.exchange.operator(open);
    const isDue = Date.now() - this.historyReadAt >= HISTORY_EVERY_MS;
    const [streams, history] = await Promise.all([
      operator.call('GET /v1/streams', { signal }),
      // The figures of now are told all the same.
      isDue ? operator.call('GET /v1/streams/history', { signal }).catch(() => undefined) : undefined,
    ]);
    if (history) {
      this.history = history;
      this.historyReadAt = Date.now();
    }
    return { streams, history: this.history };
  }

  private readingOf(id: string): SharedReading<Operator.Replay> {
    return new SharedReading(this.sessions, {
      ask: (open, signal) =>
        this.exchange.operator(open).call('GET /v1/replays/{id}', { path: { id }, signal }),
    });
  }

  private eventsOf<T>(
    reading: SharedReading<T>,
    { open, language }: SignedInVisit,
    textOf: (seen: T, language: SignedInVisit['language']) => string,
  ): EventStream {
    const close = this.pages.enter(open.cookie);
    if (close === undefined) return endedBy('many');
    const events = new PassThrough({ highWaterMark: UNREAD_BYTES });
    const send = (event: string, data: string): void => {
      if (!events.write(`event: ${event}\ndata: ${data}\n\n`)) events.destroy();
    };
    const leave = reading.join({
      cookie: open.cookie,
      tell: (seen) => send('figures', textOf(seen, language)),
      tellSilence: () => send('silence', '{}'),
      end: (why) => events.end(why && overOf(why)),
    });
    events.on('close', () => {
      leave();
      close();
    });
    return new EventStream(events);
  }
}

const overOf = (why: Ending): string => `event: over\ndata: {"why":"${why}"}\n\n`;

function endedBy(why: Ending): EventStream {
  const events = new PassThrough();
  events.end(overOf(why));
  return new EventStream(events);
}
