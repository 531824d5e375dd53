import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Operator, Problem } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { SessionStore } from '../sessions/index.ts';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SeeOther,
  type SignedInVisit,
  SignedIn,
  signedIn,
  UUID,
} from '../web/index.ts';
import { letterPerhapsNotDone, letterRefusalOf } from './letter-refusals.ts';
import { letterFaults, type LetterStep, letterSteps } from './letter-steps.tsx';
import { letterView } from './letter.page.tsx';
import { filterOf, isAskedFor } from './letters.rules.ts';
import { lettersView } from './letters.page.tsx';
import { redrivesView } from './redrives.page.tsx';
import { takenUnsent } from './taken-unsent.ts';

const PAGE = 50;
const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id;

/** What consumer groups could not handle. Each step is the call that the command line makes. */
@SignedIn()
@Controller()
export class LettersController {
  constructor(
    private readonly exchange: Exchange,
    private readonly sessions: SessionStore,
  ) {}

  @Get(inBoth('ops/dead-letters'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const operator = this.exchange.operator(visit.open);
    const filter = filterOf(request.url);
    const [page, summary] = await Promise.all([
      operator.call('GET /v1/dead-letters', { query: { ...filter, limit: PAGE } }),
      operator.call('GET /v1/dead-letters/summary'),
    ]);
    return lettersView(visit, page, summary, filter);
  }

  @Get(inBoth('ops/dead-letters/redrives'))
  async redrives(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const operator = this.exchange.operator(visit.open);
    return redrivesView(visit, await operator.call('GET /v1/dead-letters/redrives'));
  }

  @Get(inBoth('ops/dead-letters/:id'))
  async show(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const letter = await this.find(idOf(request), visit);
    const asked = new URL(request.url, 'http://portal.invalid').searchParams.get('asked') ?? '';
    const job = UUID.test(asked) ? await this.job(asked, letter, visit) : undefined;
    const typed = await takenUnsent(this.sessions, visit);
    if (typed === undefined) return letterView(visit, { letter, job });
    return letterView(visit, { letter, job, refusal: letterPerhapsNotDone(visit.language), typed });
  }

  @Takes(FORM)
  @Post(inBoth('ops/dead-letters/:id'))
  async take(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = fieldsOf(request);
    const step = letterSteps.find((each) => each === typed['step']);
    if (step === undefined) return new SeeOther(visit.path);
    const letter = await this.find(idOf(request), visit);
    const faults = letterFaults(step, typed, visit.language);
    if (faults.length > 0) return letterView(visit, { letter, faults, typed });
    try {
      const { id } = await this.step(step, letter, visit, typed['reason'] ?? '');
      return new SeeOther(`${visit.path}?asked=${id}`);
    } catch (error) {
      const refusal = letterRefusalOf(error, letter.group, visit.language);
      if (refusal === undefined) throw error;
      return letterView(visit, { letter: await this.find(letter.id, visit), refusal, typed });
    }
  }

  private step(
    step: LetterStep,
    { id, group, key }: Operator.DeadLetterDetail,
    { open }: SignedInVisit,
    reason: string,
  ): Promise<Operator.RedriveDescription> {
    const operator = this.exchange.operator(open);
    if (step === 'redrive-key')
      return operator.call('POST /v1/dead-letters/redrives', { body: { group, key } });
    if (step === 'redrive')
      return operator.call('POST /v1/dead-letters/{id}/redrive', { path: { id }, body: {} });
    return operator.call('POST /v1/dead-letters/{id}/discard', { path: { id }, body: { reason } });
  }

  private find(id: string, { open }: SignedInVisit): Promise<Operator.DeadLetterDetail> {
    return this.exchange.operator(open).call('GET /v1/dead-letters/{id}', { path: { id } });
  }

  /** @returns nothing where an address names one that concerns other letters, or none */
  private async job(
    id: string,
    letter: Operator.DeadLetterDetail,
    { open }: SignedInVisit,
  ): Promise<Operator.RedriveDescription | undefined> {
    try {
      const operator = this.exchange.operator(open);
      const job = await operator.call('GET /v1/dead-letters/redrives/{id}', { path: { id } });
      return isAskedFor(letter, job) ? job : undefined;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }
}
