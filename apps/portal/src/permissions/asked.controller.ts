import { randomUUID } from 'node:crypto';
import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SeeOther,
  SignedIn,
  signedIn,
  type SignedInVisit,
  unsentTo,
  UUID,
} from '../web/index.ts';
import { isAsShown } from '../evidence/index.ts';
import { askedPreviewView, type AskedFault, askedView } from './asked.page.tsx';
import { AskedAnswers, type AskedOne, namedBy } from './asked.service.ts';

interface Shown {
  readonly typed: string;
  readonly faults?: readonly AskedFault[];
  readonly isChanged?: boolean;
}

/** One evidence type that an authority asks for: read, chosen, seen, and given or not. */
@SignedIn('high')
@Controller()
export class AskedController {
  constructor(private readonly answers: AskedAnswers) {}

  @Get(inBoth('requests/:asked/:place'))
  async ask(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const one = await this.find(visit, request);
    if (one instanceof SeeOther) return one;
    return this.question(visit, one, { typed: unsentTo(visit)?.['typed'] ?? one.answer?.typed ?? '' });
  }

  @Takes(FORM)
  @Post(inBoth('requests/:asked/:place'))
  async choose(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const one = await this.find(visit, request);
    if (one instanceof SeeOther) return one;
    const { way, notice = '', once = '', typed: sent = '' } = fieldsOf(request);
    const typed = sent.trim();
    if (way === 'OTHER') return this.declined(visit, one);
    if (way !== 'FETCH') return this.question(visit, one, { typed, faults: ['choose'] });
    const by = namedBy(one.item);
    if (by && typed === '') return this.question(visit, one, { typed, faults: [by] });
    try {
      const idempotencyKey = UUID.test(once) ? once : randomUUID();
      await this.answers.choose(visit, one, { noticeSha256: notice, typed, idempotencyKey });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.is('notice-mismatch')) return this.question(visit, one, { typed, isChanged: true });
      if (error.is('request-decided', 'request-expired')) return listOf(visit);
      if (error.status === 400 && by) return this.question(visit, one, { typed, faults: [by] });
      throw error;
    }
    return new SeeOther(`${visit.path}/preview`);
  }

  @Get(inBoth('requests/:asked/:place/preview'))
  async preview(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const one = await this.find(visit, request);
    if (one instanceof SeeOther) return one;
    const { answer } = one;
    return answer === undefined ? questionOf(visit) : askedPreviewView(visit, one, answer.told);
  }

  @Takes(FORM)
  @Post(inBoth('requests/:asked/:place/preview'))
  async decide(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const one = await this.find(visit, request);
    if (one instanceof SeeOther) return one;
    const sent = fieldsOf(request);
    const { decision } = sent;
    if (decision === 'decline') return this.declined(visit, one);
    const { answer } = one;
    if (answer === undefined) return questionOf(visit);
    if (decision === 'fetch') await this.answers.fetch(visit, one, answer);
    if (decision === 'use' && !isAsShown(answer.told, sent))
      return askedPreviewView(visit, one, answer.told, true);
    if (decision === 'use' && (await this.answers.use(visit, one, answer))) return listOf(visit);
    return new SeeOther(visit.path);
  }

  /** What is decided already is looked at in the list. */
  private async find(visit: SignedInVisit, { params }: FastifyRequest): Promise<AskedOne | SeeOther> {
    const { asked, place } = params as { readonly asked: string; readonly place: string };
    const one = await this.answers.find(visit, asked, place);
    return one.item.state === 'OPEN' ? one : listOf(visit);
  }

  private async question(visit: SignedInVisit, one: AskedOne, shown: Shown): Promise<Answer> {
    return askedView(visit, one, { text: await this.answers.textFor(visit, one), faults: [], ...shown });
  }

  private async declined(visit: SignedInVisit, one: AskedOne): Promise<Answer> {
    await this.answers.decline(visit, one);
    return listOf(visit);
  }
}

const listOf = ({ language }: SignedInVisit): SeeOther => new SeeOther(`/${language}/requests`);
const questionOf = ({ path }: SignedInVisit): SeeOther => new SeeOther(path.replace(/\/preview$/, ''));
