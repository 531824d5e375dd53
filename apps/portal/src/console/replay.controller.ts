import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Operator } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { SessionStore, withoutUnsent } from '../sessions/index.ts';
import {
  type Answer,
  Download,
  fieldsOf,
  inBoth,
  SeeOther,
  type SignedInVisit,
  SignedIn,
  signedIn,
  Unattended,
  unsentTo,
} from '../web/index.ts';
import { LiveEvents } from './live-events.service.ts';
import { perhapsNotDone, refusalOf } from './replay-refusals.ts';
import { type Step, steps } from './replay-steps.tsx';
import { replayView } from './replay.page.tsx';

const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id;

/** One replay, from its draft to its signed report. Each step is the call that the command line makes. */
@SignedIn()
@Controller()
export class ReplayController {
  constructor(
    private readonly exchange: Exchange,
    private readonly sessions: SessionStore,
    private readonly live: LiveEvents,
  ) {}

  @Get(inBoth('ops/replays/:id'))
  async show(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const replay = await this.find(idOf(request), visit);
    if (unsentTo(visit) === undefined) return replayView(visit, replay);
    await this.sessions.change(visit.open.cookie, (session) => withoutUnsent(session, visit.path));
    return replayView(visit, replay, perhapsNotDone(visit.language));
  }

  /** Counts of this replay, until the session ends; the replay goes on. */
  @Unattended()
  @Get(inBoth('ops/replays/:id/events'))
  events(@Req() request: FastifyRequest): Answer {
    return this.live.replay(idOf(request), signedIn(request));
  }

  @Get(inBoth('ops/replays/:id/report'))
  async report(@Req() request: FastifyRequest): Promise<Answer> {
    const { open } = signedIn(request);
    const id = idOf(request);
    const { jws } = await this.exchange.operator(open).call('GET /v1/replays/{id}/report', { path: { id } });
    return new Download(`replay-${id}.jws`, 'application/jose', jws);
  }

  @Takes(FORM)
  @Post(inBoth('ops/replays/:id'))
  async take(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const id = idOf(request);
    const { step: named, dryRunHash = '' } = fieldsOf(request);
    const step = steps.find((each) => each === named);
    const here = new SeeOther(visit.path);
    if (step === undefined) return here;
    try {
      await this.step(step, id, visit, dryRunHash);
      return here;
    } catch (error) {
      const replay = await this.find(id, visit);
      const refusal = refusalOf(error, replay, visit.language);
      if (refusal === undefined) throw error;
      return replayView(visit, replay, refusal);
    }
  }

  private async step(step: Step, id: string, { open }: SignedInVisit, dryRunHash: string): Promise<void> {
    const operator = this.exchange.operator(open);
    const path = { id };
    if (step === 'approval')
      await operator.call('POST /v1/replays/{id}/approval', { path, body: { dryRunHash } });
    else await operator.call(`POST /v1/replays/{id}/${step}`, { path });
  }

  private find(id: string, { open }: SignedInVisit): Promise<Operator.Replay> {
    return this.exchange.operator(open).call('GET /v1/replays/{id}', { path: { id } });
  }
}
