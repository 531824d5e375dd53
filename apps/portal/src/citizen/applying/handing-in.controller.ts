import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/client';
import type { Form } from '#libs/forms';
import { FORM, RouteUnknown, Takes } from '#libs/service-kit';
import { Exchange } from '../../exchange/index.ts';
import { words } from '../../layout/index.ts';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SeeOther,
  SignedIn,
  signedIn,
  type SignedInVisit,
} from '../../web/index.ts';
import { definitionOf } from '../definition.ts';
import { Applications, type Open } from './applications.service.ts';
import { answerView, applicationsView } from './applications.page.tsx';
import { checkView, type Missing } from './check.page.tsx';
import { answerFaults } from './faults.rules.ts';
import { HandingIn } from './handing-in.service.ts';
import { receivedView } from './received.page.tsx';
import { pageOfField, stepsOf, typedPages } from './steps.rules.ts';

const say = words({
  acting: ['Sagen Sie, für wen Sie den Antrag stellen.', 'Say for whom you apply.'],
  fields: ['Beantworten Sie alle Fragen.', 'Answer all questions.'],
  sources: ['Entscheiden Sie über jeden Nachweis.', 'Decide on each evidence.'],
  preview: ['Sehen Sie die abgerufenen Angaben an.', 'Look at the data that were fetched.'],
  answer: ['Schreiben Sie eine Antwort.', 'Write an answer.'],
  answerUnfit: [
    'Die Antwort ist zu lang oder enthält Zeichen, die hier nicht möglich sind.',
    'The answer is too long, or holds characters that are not possible here.',
  ],
});

const idIn = ({ params }: FastifyRequest): string => (params as { readonly application: string }).application;

/** The last look, the sending, and what became of it. */
@SignedIn()
@Controller()
export class HandingInController {
  constructor(
    private readonly exchange: Exchange,
    private readonly applications: Applications,
    private readonly handing: HandingIn,
  ) {}

  @Get(inBoth('applications'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const procedures = this.exchange.procedures(visit.open);
    const after = new URL(request.url, 'http://portal.invalid').searchParams.get('after');
    const [{ forms }, { drafts }, submissions] = await Promise.all([
      procedures.call('GET /v1/forms'),
      procedures.call('GET /v1/drafts'),
      procedures.call('GET /v1/me/submissions', { query: { limit: 20, ...(after && { after }) } }),
    ]);
    return applicationsView(visit, { forms, drafts: after ? [] : drafts, submissions });
  }

  /** Of a draft its next step; of what was handed in, how it stands. */
  @Get(inBoth('applications/:application'))
  async open(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const open = await this.applications.find(visit, idIn(request));
    if (open !== undefined) return new SeeOther(this.applications.next(visit, open));
    const { submission } = this.applications.kept(visit, idIn(request));
    if (submission !== undefined) return new SeeOther(`/${visit.language}/applications/${submission}`);
    return receivedView(visit, { ...(await this.received(visit, request)), isNew: false });
  }

  @Get(inBoth('applications/:application/done'))
  async done(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return receivedView(visit, { ...(await this.received(visit, request)), isNew: true });
  }

  @Get(inBoth('applications/:application/check'))
  async check(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const open = await this.applications.demand(visit, request);
    return open instanceof SeeOther ? open : checkView(visit, open);
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/check'))
  async send(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const open = await this.applications.find(visit, idIn(request));
    if (open === undefined) {
      const id = await this.handing.again(visit, idIn(request));
      if (id === undefined) throw new RouteUnknown();
      return new SeeOther(this.applications.pathOf(visit, { id }, 'done'));
    }
    const missing = missingOf(visit, open);
    if (missing.length > 0) return checkView(visit, open, missing);
    try {
      const made = await this.handing.submit(visit, open);
      return new SeeOther(this.applications.pathOf(visit, made, 'done'));
    } catch (error) {
      if (!(error instanceof Problem && error.status === 400)) throw error;
      return checkView(visit, open, refusedOf(visit, open, error.errors));
    }
  }

  @Get(inBoth('applications/:application/answer'))
  async question(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { submission } = await this.received(visit, request);
    if (submission.state !== 'ASKED') return new SeeOther(`/${visit.language}/applications/${submission.id}`);
    const { unsent } = visit.open.session;
    return answerView(visit, { submission }, (unsent?.path === visit.path && unsent.fields['answer']) || '');
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/answer'))
  async answer(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = (fieldsOf(request)['answer'] ?? '').replaceAll('\r\n', '\n').trim();
    const t = say(visit.language);
    const path = { id: idIn(request) };
    const again = async (detail: string): Promise<Answer> => {
      const { submission } = await this.received(visit, request);
      return answerView(visit, { submission }, typed, [{ field: 'answer', detail }]);
    };
    if (typed === '') return again(t.answer);
    try {
      const call = { path, body: { text: typed } };
      await this.exchange.procedures(visit.open).call('POST /v1/me/submissions/{id}/answer', call);
    } catch (error) {
      if (error instanceof Problem && error.status === 400) return again(t.answerUnfit);
      // Sent twice, it was answered by the first.
      if (!(error instanceof Problem && error.is('answer-not-asked', 'submission-under-way'))) throw error;
    }
    await this.applications.forgetUnsent(visit);
    return new SeeOther(`/${visit.language}/applications/${path.id}`);
  }

  /** @throws RouteUnknown of somebody else's, and of none */
  private async received(visit: SignedInVisit, request: FastifyRequest) {
    const procedures = this.exchange.procedures(visit.open);
    const path = { id: idIn(request) };
    const submission = await procedures.call('GET /v1/me/submissions/{id}', { path }).catch(unknown);
    const form = await procedures
      .call('GET /v1/forms/{id}', { path: { id: submission.form } })
      .then(definitionOf)
      .catch(withdrawn);
    return { submission, form };
  }
}

function unknown(error: unknown): never {
  throw error instanceof Problem && error.is('submission-unknown') ? new RouteUnknown() : error;
}

/** What was handed in with a form is looked at also where the form is offered no more. */
function withdrawn(error: unknown): Form | undefined {
  if (!(error instanceof Problem && error.is('form-unknown'))) throw error;
  return undefined;
}

/** What is left to do before it can be sent, each with the page for it. */
function missingOf({ language }: SignedInVisit, open: Open): readonly Missing[] {
  const t = say(language);
  const base = `/${language}/applications/${open.id}`;
  const steps = stepsOf(open).filter(({ isDone, path }) => !isDone && path !== 'check');
  return steps.flatMap(({ path }): readonly Missing[] => {
    const [kind, page] = path.split('/');
    const fields = kind === 'fields' ? (typedPages(open).find(({ id }) => id === page)?.fields ?? []) : [];
    const faults = answerFaults(open, fields, language);
    if (faults.length > 0)
      return faults.map(({ field, detail }) => ({ href: `${base}/${path}#${field}`, detail }));
    return [{ href: `${base}/${path}`, detail: t[kind as 'acting' | 'fields' | 'sources' | 'preview'] }];
  });
}

/** What the service refused, where this portal saw nothing wrong. */
function refusedOf({ language }: SignedInVisit, open: Open, errors: Problem['errors']): readonly Missing[] {
  const t = say(language);
  const base = `/${language}/applications/${open.id}`;
  return errors.map(({ pointer }) => {
    const [, kind, name = ''] = pointer.split('/');
    const page = kind === 'answers' ? pageOfField(open, name) : undefined;
    return page
      ? { href: `${base}/fields/${page.id}#${name}`, detail: t.fields }
      : { href: `${base}/preview`, detail: t.preview };
  });
}
