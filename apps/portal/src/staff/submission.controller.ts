import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, Takes } from '#libs/service-kit';
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
import { askView, decideView, faultsOf } from './decision.page.tsx';
import { noticeOf } from './notices.ts';
import { submissionView } from './submission.page.tsx';
import type { Typed } from './task.tsx';
import { type ShownSubmission, Titles } from './titles.service.ts';
import { Typing } from './typing.service.ts';

const idOf = ({ params }: FastifyRequest): { readonly id: string } => {
  const { submission } = params as { readonly submission: string };
  return { id: submission };
};
const caseOf = ({ language }: SignedInVisit, id: string): string => `/${language}/clerk/cases/${id}`;
const views = { decision: decideView, question: askView } as const;
type Task = keyof typeof views;

/** Clicked twice, it was asked by the first. */
const isAskedSo = ({ submission }: ShownSubmission, { text = '' }: Typed): boolean => {
  const last = submission.messages.at(-1);
  return last?.kind === 'QUESTION' && oneText(last.text) === oneText(text);
};
const oneText = (text: string): string => text.replaceAll('\r\n', '\n').trim().normalize();

/** One submission as its clerk works on it: read, take, decide, ask back. */
@SignedIn()
@Controller()
export class SubmissionController {
  constructor(
    private readonly exchange: Exchange,
    private readonly titles: Titles,
    private readonly typing: Typing,
  ) {}

  @Get(inBoth('clerk/cases/:submission'))
  async read(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return submissionView(visit, await this.titles.shown(visit.open, idOf(request).id));
  }

  /** Where a login leads back that ended before the button was pressed. */
  @Get(inBoth('clerk/cases/:submission/take'))
  back(@Req() request: FastifyRequest): Answer {
    return new SeeOther(caseOf(signedIn(request), idOf(request).id));
  }

  @Takes(FORM)
  @Post(inBoth('clerk/cases/:submission/take'))
  async take(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const path = idOf(request);
    try {
      await this.exchange.procedures(visit.open).call('POST /v1/submissions/{id}/take', { path });
    } catch (error) {
      const notice = noticeOf(error, visit.language);
      if (notice === undefined) throw error;
      return submissionView(visit, await this.titles.shown(visit.open, path.id), notice);
    }
    return new SeeOther(caseOf(visit, path.id));
  }

  @Get(inBoth('clerk/cases/:submission/decision'))
  decision(@Req() request: FastifyRequest): Promise<Answer> {
    return this.form('decision', request);
  }

  @Get(inBoth('clerk/cases/:submission/question'))
  question(@Req() request: FastifyRequest): Promise<Answer> {
    return this.form('question', request);
  }

  @Takes(FORM)
  @Post(inBoth('clerk/cases/:submission/decision'))
  decide(@Req() request: FastifyRequest): Promise<Answer> {
    return this.send('decision', request);
  }

  @Takes(FORM)
  @Post(inBoth('clerk/cases/:submission/question'))
  ask(@Req() request: FastifyRequest): Promise<Answer> {
    return this.send('question', request);
  }

  private async form(task: Task, request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const shown = await this.titles.shown(visit.open, idOf(request).id);
    return views[task](visit, shown, { typed: this.typing.of(visit), faults: [] });
  }

  private async send(task: Task, request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const path = idOf(request);
    const typed: Typed = fieldsOf(request);
    const faults = faultsOf(task, typed, visit.language);
    if (faults.length > 0) {
      const shown = await this.titles.shown(visit.open, path.id);
      return views[task](visit, shown, { typed, faults });
    }
    try {
      await this.sent(task, visit, path, typed);
    } catch (error) {
      const notice = noticeOf(error, visit.language);
      if (notice === undefined) throw error;
      const shown = await this.titles.shown(visit.open, path.id);
      if (task !== 'question' || !isAskedSo(shown, typed)) {
        // What was typed waits for whoever looks at the submission first and comes back.
        await this.typing.keep(visit, typed);
        return views[task](visit, shown, { typed, faults, notice });
      }
    }
    await this.typing.done(visit);
    return new SeeOther(caseOf(visit, path.id));
  }

  private sent(
    task: Task,
    { open }: SignedInVisit,
    path: { readonly id: string },
    { version = '', outcome, text = '', withoutPaper }: Typed,
  ): Promise<unknown> {
    const procedures = this.exchange.procedures(open);
    const expectedVersion = Number(version);
    if (task === 'question') {
      const body = { expectedVersion, text };
      return procedures.call('POST /v1/submissions/{id}/question', { path, body });
    }
    const body = {
      expectedVersion,
      outcome: outcome as 'GRANTED' | 'REFUSED',
      reason: text,
      ...(withoutPaper !== undefined && { withoutPaper }),
    };
    return procedures.call('POST /v1/submissions/{id}/decision', { path, body });
  }
}
