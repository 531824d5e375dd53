import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, RouteUnknown, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SeeOther,
  SignedIn,
  signedIn,
  type SignedInVisit,
  type View,
} from '../web/index.ts';
import { noticeOf } from './notices.ts';
import { paperFaults, paperView, readPaper } from './paper.page.tsx';
import type { Entered, Typed } from './task.tsx';
import { Titles } from './titles.service.ts';
import { Typing } from './typing.service.ts';

interface Place {
  readonly submission: string;
  /** Instead of which it is there. */
  readonly evidenceType: string;
}
const placeOf = ({ params }: FastifyRequest): Place => params as Place;

/** What a clerk notes of a paper that is there instead of evidence. */
@SignedIn()
@Controller()
export class PaperController {
  constructor(
    private readonly exchange: Exchange,
    private readonly titles: Titles,
    private readonly typing: Typing,
  ) {}

  @Get(inBoth('clerk/cases/:submission/papers/:evidenceType'))
  form(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return this.shown(visit, request, { typed: this.typing.of(visit), faults: [] });
  }

  @Takes(FORM)
  @Post(inBoth('clerk/cases/:submission/papers/:evidenceType'))
  async note(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { submission: id, evidenceType } = placeOf(request);
    const typed: Typed = fieldsOf(request);
    const faults = paperFaults(typed, visit.language);
    if (faults.length > 0) return this.shown(visit, request, { typed, faults });
    const body = { expectedVersion: Number(typed['version']), evidenceType, ...readPaper(typed) };
    try {
      await this.exchange
        .procedures(visit.open)
        .call('POST /v1/submissions/{id}/papers', { path: { id }, body });
    } catch (error) {
      const notice = noticeOf(error, visit.language);
      if (notice === undefined) throw error;
      await this.typing.keep(visit, typed);
      return this.shown(visit, request, { typed, faults, notice });
    }
    await this.typing.done(visit);
    return new SeeOther(`/${visit.language}/clerk/cases/${id}`);
  }

  /** @throws RouteUnknown of evidence that the application does not ask for */
  private async shown(visit: SignedInVisit, request: FastifyRequest, entered: Entered): Promise<View> {
    const { submission, evidenceType } = placeOf(request);
    const shown = await this.titles.shown(visit.open, submission);
    if (!shown.submission.evidence.some((source) => source.evidenceType === evidenceType))
      throw new RouteUnknown();
    return paperView(visit, shown, evidenceType, entered);
  }
}
