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
} from '../web/index.ts';
import { correctionDraftView, draftOf } from './correction-draft.page.tsx';
import { type CorrectionStepName, correctionSteps } from './correction-steps.tsx';
import { correctionView } from './correction.page.tsx';
import { letterPerhapsNotDone, letterRefusalOf } from './letter-refusals.ts';
import { letterView } from './letter.page.tsx';
import { takenUnsent } from './taken-unsent.ts';

const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id;

/** Corrections of dead letters, from the draft to what became of them. */
@SignedIn()
@Controller()
export class CorrectionsController {
  constructor(
    private readonly exchange: Exchange,
    private readonly sessions: SessionStore,
  ) {}

  @Get(inBoth('ops/dead-letters/:id/correct'))
  async begin(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = await takenUnsent(this.sessions, visit);
    return correctionDraftView(visit, await this.letter(idOf(request), visit), {
      typed: typed ?? {},
      faults: [],
      refusal: typed && letterPerhapsNotDone(visit.language),
    });
  }

  @Takes(FORM)
  @Post(inBoth('ops/dead-letters/:id/correct'))
  async draft(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = fieldsOf(request);
    const id = idOf(request);
    const read = draftOf(typed, visit.language);
    if ('faults' in read)
      return correctionDraftView(visit, await this.letter(id, visit), { typed, faults: read.faults });
    try {
      const made = await this.exchange
        .operator(visit.open)
        .call('POST /v1/dead-letters/{id}/corrections', { path: { id }, body: read.draft });
      return new SeeOther(`/${visit.language}/ops/dead-letters/corrections/${made.id}`);
    } catch (error) {
      const letter = await this.letter(id, visit);
      const refusal = letterRefusalOf(error, letter.group, visit.language);
      if (refusal !== undefined) {
        // What somebody else is doing stands on the page of the letter.
        const isOver = error instanceof Problem && error.is('correction-open', 'dead-letter-settled');
        if (isOver) return letterView(visit, { letter, refusal });
        return correctionDraftView(visit, letter, { typed, faults: [], refusal });
      }
      if (!(error instanceof Problem) || error.status !== 400) throw error;
      const faults = error.errors.map(({ pointer, detail }) => ({
        field: fieldOf(pointer),
        detail: `${pointer}: ${detail}`,
      }));
      return correctionDraftView(visit, letter, { typed, faults });
    }
  }

  @Get(inBoth('ops/dead-letters/corrections/:id'))
  async show(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const correction = await this.find(idOf(request), visit);
    const typed = await takenUnsent(this.sessions, visit);
    return correctionView(visit, correction, typed && letterPerhapsNotDone(visit.language));
  }

  @Takes(FORM)
  @Post(inBoth('ops/dead-letters/corrections/:id'))
  async take(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const id = idOf(request);
    const { step: named, hash = '' } = fieldsOf(request);
    const step = correctionSteps.find((each) => each === named);
    const here = new SeeOther(visit.path);
    if (step === undefined) return here;
    try {
      await this.step(step, id, visit, hash);
      return here;
    } catch (error) {
      const correction = await this.find(id, visit);
      const refusal = letterRefusalOf(error, correction.group, visit.language);
      if (refusal === undefined) throw error;
      return correctionView(visit, correction, refusal);
    }
  }

  private async step(
    step: CorrectionStepName,
    id: string,
    { open }: SignedInVisit,
    hash: string,
  ): Promise<void> {
    const operator = this.exchange.operator(open);
    const path = { id };
    if (step === 'approval')
      await operator.call('POST /v1/dead-letters/corrections/{id}/approval', { path, body: { hash } });
    else await operator.call(`POST /v1/dead-letters/corrections/{id}/${step}`, { path });
  }

  private find(id: string, { open }: SignedInVisit): Promise<Operator.Correction> {
    return this.exchange.operator(open).call('GET /v1/dead-letters/corrections/{id}', { path: { id } });
  }

  private letter(id: string, { open }: SignedInVisit): Promise<Operator.DeadLetterDetail> {
    return this.exchange.operator(open).call('GET /v1/dead-letters/{id}', { path: { id } });
  }
}

/** The input that a member of the request was typed into. */
const fieldOf = (pointer: string): string =>
  ['reason', 'ticket'].find((name) => pointer === `/${name}`) ?? 'patch';
