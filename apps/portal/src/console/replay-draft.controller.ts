import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { SessionStore, withoutUnsent } from '../sessions/index.ts';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn, signedIn, unsentTo } from '../web/index.ts';
import { draftOf, faultsOf } from './replay-draft.rules.ts';
import { replayDraftView } from './replay-draft.page.tsx';
import { draftRefusalOf } from './replay-refusals.ts';
import { replaysView } from './replays.page.tsx';

/** The replays there are, and the draft of another one. */
@SignedIn()
@Controller()
export class ReplayDraftController {
  constructor(
    private readonly exchange: Exchange,
    private readonly sessions: SessionStore,
  ) {}

  @Get(inBoth('ops/replays'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return replaysView(visit, await this.exchange.operator(visit.open).call('GET /v1/replays'));
  }

  /** What was typed when the session ended stands there again. */
  @Get(inBoth('ops/replays/new'))
  async form(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return replayDraftView(visit, unsentTo(visit));
  }

  @Takes(FORM)
  @Post(inBoth('ops/replays/new'))
  async draft(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = fieldsOf(request);
    try {
      const operator = this.exchange.operator(visit.open);
      const { id } = await operator.call('POST /v1/replays', { body: draftOf(typed) });
      await this.sessions.change(visit.open.cookie, (session) => withoutUnsent(session, visit.path));
      return new SeeOther(`/${visit.language}/ops/replays/${id}`);
    } catch (error) {
      const faults = faultsOf(error, visit.language);
      const refusal = draftRefusalOf(error, visit.language);
      if (faults === undefined && refusal === undefined) throw error;
      return replayDraftView(visit, typed, faults, refusal);
    }
  }
}
