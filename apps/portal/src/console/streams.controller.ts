import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Operator } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import { type Answer, inBoth, type SignedInVisit, SignedIn, signedIn, Unattended } from '../web/index.ts';
import { groupView } from './group.page.tsx';
import { LiveEvents } from './live-events.service.ts';
import { streamsView } from './streams.page.tsx';

/** Topics, groups and what waits, as the operator service sees them. */
@SignedIn()
@Controller()
export class StreamsController {
  constructor(
    private readonly exchange: Exchange,
    private readonly live: LiveEvents,
  ) {}

  @Get(inBoth('ops'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const [streams, history] = await Promise.all([this.read(visit), this.history(visit)]);
    return streamsView(visit, streams, history);
  }

  @Get(inBoth('ops/group'))
  async group(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const name = new URL(request.url, 'http://portal.invalid').searchParams.get('name') ?? '';
    const [streams, history] = await Promise.all([this.read(visit), this.history(visit, name)]);
    return groupView(visit, { streams, history }, name);
  }

  /** Of the page of streams: counts for operators, until the session ends. */
  @Unattended()
  @Get(inBoth('ops/events'))
  events(@Req() request: FastifyRequest): Answer {
    return this.live.streams(signedIn(request));
  }

  /** @returns nothing where it cannot be had: the figures of now are told all the same */
  private history({ open }: SignedInVisit, group?: string): Promise<Operator.StreamHistory | undefined> {
    const query = group ? { group } : {};
    const asked = this.exchange.operator(open).call('GET /v1/streams/history', { query });
    return asked.catch(() => undefined);
  }

  private read({ open }: SignedInVisit): Promise<Operator.Streams> {
    return this.exchange.operator(open).call('GET /v1/streams');
  }
}
