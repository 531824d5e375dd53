import { PassThrough } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Operator } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import { SessionStore } from '../sessions/index.ts';
import { EventStream, type SignedInVisit } from '../web/index.ts';
import { SharedReading } from './shared-reading.ts';

/** More than this is not waited for to be read: a page that does not read is let go. */
const UNREAD_BYTES = 256 * 1024;

/** What open pages are told: the streams, and the replays that somebody looks at. */
@Injectable()
export class LiveEvents implements BeforeApplicationShutdown {
  private readonly allStreams: SharedReading<Operator.Streams>;
  private readonly replays = new Map<string, SharedReading<Operator.Replay>>();

  constructor(
    private readonly sessions: SessionStore,
    private readonly exchange: Exchange,
  ) {
    this.allStreams = new SharedReading(sessions, (open, signal) =>
      exchange.operator(open).call('GET /v1/streams', { signal }),
    );
  }

  streams(visit: SignedInVisit, figures: (streams: Operator.Streams) => string): EventStream {
    return eventsOf(this.allStreams, visit, figures);
  }

  replay(id: string, visit: SignedInVisit, figures: (replay: Operator.Replay) => string): EventStream {
    for (const [other, reading] of this.replays) if (!reading.isWatched) this.replays.delete(other);
    const reading = this.replays.get(id) ?? this.readingOf(id);
    this.replays.set(id, reading);
    return eventsOf(reading, visit, figures);
  }

  /** Streams that are open would keep the process from ending. */
  beforeApplicationShutdown(): void {
    for (const reading of [this.allStreams, ...this.replays.values()]) reading.endAll();
  }

  private readingOf(id: string): SharedReading<Operator.Replay> {
    return new SharedReading(this.sessions, (open, signal) =>
      this.exchange.operator(open).call('GET /v1/replays/{id}', { path: { id }, signal }),
    );
  }
}

function eventsOf<T>(
  reading: SharedReading<T>,
  { open }: SignedInVisit,
  figures: (seen: T) => string,
): EventStream {
  const events = new PassThrough({ highWaterMark: UNREAD_BYTES });
  const send = (event: string, data: string): void => {
    if (!events.write(`event: ${event}\ndata: ${data}\n\n`)) events.destroy();
  };
  const leave = reading.join({
    cookie: open.cookie,
    tell: (seen) => send('figures', figures(seen)),
    tellSilence: () => send('silence', '{}'),
    end: () => events.end('event: over\ndata: {}\n\n'),
  });
  events.on('close', leave);
  return new EventStream(events);
}
