import { randomUUID } from 'node:crypto';
import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/client';
import { reachesLevel } from '#libs/contracts';
import type { Answers, Form, FormPage } from '#libs/forms';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../../exchange/index.ts';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SeeOther,
  SignedIn,
  signedIn,
  type SignedInVisit,
  unsentTo,
} from '../../web/index.ts';
import { definitionOf } from '../definition.ts';
import { actingTyped, readActing } from './acting.rules.ts';
import { Applications, type Open, SavedOtherwise } from './applications.service.ts';
import { Beginnings } from './beginnings.service.ts';
import { actingView, beginView } from './begin.page.tsx';
import { answerFaults } from './faults.rules.ts';
import { fieldsView } from './fields.page.tsx';
import { canBeForAnother, isAboutCompany, typedPages } from './steps.rules.ts';
import { readTyped } from './typed.rules.ts';

const formIn = ({ params }: FastifyRequest): string => (params as { readonly form: string }).form;
const pageIn = ({ params }: FastifyRequest): string => (params as { readonly page: string }).page;

/** An application from its beginning: for whom it is, and what the person types. */
@SignedIn()
@Controller()
export class FillingController {
  constructor(
    private readonly exchange: Exchange,
    private readonly applications: Applications,
    private readonly beginnings: Beginnings,
  ) {}

  @Get(inBoth('services/:form/begin'))
  async explain(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return beginView(visit, await this.form(visit, request));
  }

  @Takes(FORM)
  @Post(inBoth('services/:form/begin'))
  async begin(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    try {
      const { once = randomUUID() } = fieldsOf(request);
      const id = await this.beginnings.begin(visit, formIn(request), once);
      return new SeeOther(`/${visit.language}/applications${id === undefined ? '' : `/${id}`}`);
    } catch (error) {
      if (!(error instanceof Problem && error.is('drafts-too-many'))) throw error;
      return beginView(visit, await this.form(visit, request), true);
    }
  }

  private async form(visit: SignedInVisit, request: FastifyRequest): Promise<Form> {
    const path = { id: formIn(request) };
    return definitionOf(await this.exchange.procedures(visit.open).call('GET /v1/forms/{id}', { path }));
  }

  @Get(inBoth('applications/:application/acting'))
  whom(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, (visit, open) => {
      if (!canBeForAnother(open.form)) return this.applications.next(visit, open);
      return actingView(visit, open, unsentTo(visit) ?? actingTyped(open.application.acting));
    });
  }

  /** Who acts for another one has to be known for certain: the login goes up before anything is asked. */
  @Takes(FORM)
  @Post(inBoth('applications/:application/acting'))
  actFor(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, async (visit, open) => {
      const { language, person } = visit;
      const typed = fieldsOf(request);
      const acting = readActing(typed, { hasCompany: isAboutCompany(open.form), language });
      if (!('as' in acting)) return actingView(visit, open, typed, acting);
      const isSame = JSON.stringify(acting) === JSON.stringify(open.application.acting);
      const changed = await this.applications.change(visit, open, (application) =>
        isSame ? application : { acting, choices: {}, decided: {}, changed: [], asked: application.asked },
      );
      await this.applications.forgetUnsent(visit);
      const next = this.applications.next(visit, changed);
      const isKnown = acting.as === 'MYSELF' || reachesLevel(person.level, 'high');
      if (isKnown) return next;
      return new SeeOther(`/${language}/login?to=${encodeURIComponent(next.location)}&level=high`);
    });
  }

  @Get(inBoth('applications/:application/fields/:page'))
  ask(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, (visit, open) => {
      const page = typedPages(open).find(({ id }) => id === pageIn(request));
      if (page === undefined) return this.applications.next(visit, open);
      const unsent = unsentTo(visit);
      return fieldsView(visit, {
        open,
        page,
        ...(unsent && { typed: readTyped(page.fields, unsent), isUnsent: true }),
      });
    });
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/fields/:page'))
  save(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, async (visit, open) => {
      const sent = fieldsOf(request);
      const page = pageAsSent(open, pageIn(request), sent);
      if (page === undefined) return this.applications.next(visit, open);
      const typed = readTyped(page.fields, sent);
      try {
        const shown = sent['shown-state'] ?? '';
        const saved = await this.applications.save(visit, open, { page, typed, shown });
        if (saved instanceof SavedOtherwise)
          return fieldsView(visit, { open: saved.open, page, typed, others: saved.fields });
        await this.applications.forgetUnsent(visit);
        const faults = answerFaults(saved, page.fields, visit.language);
        if (faults.length > 0)
          return fieldsView(visit, { open: saved, page: shownOf(saved, page), typed, faults });
        return this.applications.next(visit, saved);
      } catch (error) {
        if (!(error instanceof Problem && error.status === 400)) throw error;
        const faults = answerFaults(
          { ...open, answers: { ...open.answers, ...typed } },
          page.fields,
          visit.language,
        );
        return fieldsView(visit, { open, page, typed, faults });
      }
    });
  }
}

/** What was typed decides what is shown of the page: a field that a new answer hides is dropped, one it shows is asked. */
function pageAsSent(open: Open, id: string, sent: Answers): FormPage | undefined {
  const whole = open.form.pages.find((page) => page.id === id);
  if (whole === undefined) return undefined;
  const answers = { ...open.answers, ...readTyped(whole.fields, sent) };
  const after = typedPages({ ...open, answers }).find((page) => page.id === id);
  return after ?? typedPages(open).find((page) => page.id === id);
}

const shownOf = (open: Open, page: FormPage): FormPage =>
  typedPages(open).find(({ id }) => id === page.id) ?? page;
