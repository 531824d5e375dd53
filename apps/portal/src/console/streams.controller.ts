import { PassThrough } from 'node:stream';
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Operator } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import {
  type Answer,
  EventStream,
  inBoth,
  type SignedInVisit,
  SignedIn,
  signedIn,
  Unattended,
} from '../web/index.ts';
import { figuresOf } from './figures.ts';
import { groupView } from './group.page.tsx';
import { StreamWatch } from './stream-watch.service.ts';
import { streamsView } from './streams.page.tsx';

/** More than this is not waited for to be read: the console that does not read is let go. */
const UNREAD_BYTES = 256 * 1024;

/** Topics, groups and what waits, as the operator service sees them. */
@SignedIn()
@Controller()
export class StreamsController {
  constructor(
    private readonly exchange: Exchange,
    private readonly watch: StreamWatch,
  ) {}

  @Get(inBoth('ops'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return streamsView(visit, await this.read(visit));
  }

  @Get(inBoth('ops/group'))
  async group(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const name = new URL(request.url, 'http://portal.invalid').searchParams.get('name') ?? '';
    return groupView(visit, await this.read(visit), name);
  }

  /** Of the page of streams: counts, until the session ends. */
  @Unattended()
  @Get(inBoth('ops/events'))
  events(@Req() request: FastifyRequest): Answer {
    const { language, open } = signedIn(request);
    const events = new PassThrough({ highWaterMark: UNREAD_BYTES });
    const send = (event: string, data: string): void => {
      if (!events.write(`event: ${event}\ndata: ${data}\n\n`)) events.destroy();
    };
    const leave = this.watch.join({
      cookie: open.cookie,
      tell: (streams: Operator.Streams) => send('figures', figuresOf(streams, language)),
      tellSilence: () => send('silence', '{}'),
      end: () => events.end('event: over\ndata: {}\n\n'),
    });
    events.on('close', leave);
    return new EventStream(events);
  }

  private read({ open }: SignedInVisit): Promise<Operator.Streams> {
    return this.exchange.operator(open).call('GET /v1/streams');
  }
}
