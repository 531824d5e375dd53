import { PassThrough } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Operator } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import { SessionStore } from '../sessions/index.ts';
import { EventStream, type SignedInVisit, UUID } from '../web/index.ts';
import { figuresOf, oncePerLanguage } from './figures.ts';
import { OpenPages } from './open-pages.ts';
import { eventOf } from './replay-figures.ts';
import { type Ending, SharedReading } from './shared-reading.ts';

/** More than this is not waited for to be read: a page that does not read is let go. */
const UNREAD_BYTES = 256 * 1024;

const streamText = oncePerLanguage(figuresOf);
const replayText = oncePerLanguage(eventOf);

/** What open pages are told: the streams, and the replays that somebody looks at. */
@Injectable()
export class LiveEvents implements BeforeApplicationShutdown {
  private readonly pages = new OpenPages();
  private readonly allStreams: SharedReading<Operator.Streams>;
  private readonly replays = new Map<string, SharedReading<Operator.Replay>>();

  constructor(
    private readonly sessions: SessionStore,
    private readonly exchange: Exchange,
  ) {
    this.allStreams = new SharedReading(sessions, {
      ask: (open, signal) => exchange.operator(open).call('GET /v1/streams', { signal }),
    });
  }

  streams(visit: SignedInVisit): EventStream {
    return this.eventsOf(this.allStreams, visit, streamText);
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
