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
} from '../web/index.ts';
import { noticeOf } from './notices.ts';
import { type PaperPlace, paperFaults, paperView, readPaper } from './paper.page.tsx';
import type { Typed } from './task.tsx';
import { type ShownSubmission, Titles } from './titles.service.ts';
import { Typing } from './typing.service.ts';

/** What a clerk notes of a paper that is there instead of evidence. */
@SignedIn()
@Controller()
export class PaperController {
  constructor(
    private readonly exchange: Exchange,
    private readonly titles: Titles,
    private readonly typing: Typing,
  ) {}

  @Get(inBoth('clerk/cases/:submission/papers/:place'))
  async form(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return paperView(visit, await this.shown(visit, request), {
      typed: this.typing.of(visit),
      faults: [],
    });
  }

  @Takes(FORM)
  @Post(inBoth('clerk/cases/:submission/papers/:place'))
  async note(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed: Typed = fieldsOf(request);
    const shown = await this.shown(visit, request);
    const faults = paperFaults(typed, visit.language);
    if (faults.length > 0) return paperView(visit, shown, { typed, faults });
    const { id } = shown.submission;
    try {
      await this.exchange.procedures(visit.open).call('POST /v1/submissions/{id}/papers', {
        path: { id },
        body: {
          expectedVersion: Number(typed['version']),
          evidenceType: shown.source.evidenceType,
          ...readPaper(typed),
        },
      });
    } catch (error) {
      const notice = noticeOf(error, visit.language);
      if (notice === undefined) throw error;
      await this.typing.keep(visit, typed);
      return paperView(visit, await this.shown(visit, request), { typed, faults, notice });
    }
    await this.typing.done(visit);
    return new SeeOther(`/${visit.language}/clerk/cases/${id}`);
  }

  /** @throws RouteUnknown of evidence that the application does not ask for */
  private async shown(
    { open }: SignedInVisit,
    { params }: FastifyRequest,
  ): Promise<ShownSubmission & PaperPlace> {
    const { submission: id, place } = params as { readonly submission: string; readonly place: string };
    const shown = await this.titles.shown(open, id);
    const source = shown.submission.evidence[Number(place) - 1];
    if (source === undefined) throw new RouteUnknown();
    return { ...shown, source, place };
  }
}
